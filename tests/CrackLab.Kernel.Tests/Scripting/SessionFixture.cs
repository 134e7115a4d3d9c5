using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Tests.Scripting;

/// <summary>A session with a counter, as a front end drives it.</summary>
internal sealed class SessionFixture : IDisposable
{
    public ScriptSession Session { get; } = new();

    public int Number { get; private set; }

    public RecordedOutput Output { get; private set; } = new();

    public CellResult Run(string code)
    {
        Output = new RecordedOutput();
        return Session.Run(code, ++Number, Output);
    }

    /// <summary>Runs a cell that must succeed, and gives its value as plain text.</summary>
    public string? Value(string code)
    {
        CellResult result = Run(code);
        Assert.True(result.Status == CellStatus.Ok, string.Join('\n', result.Error?.Traceback ?? []));
        return result.Value?.Data[MimeBundle.PlainText].ToString();
    }

    /// <summary>Runs a cell that must fail, and gives its report without colours.</summary>
    public string Failure(string code)
    {
        CellResult result = Run(code);
        Assert.Equal(CellStatus.Error, result.Status);
        Assert.NotNull(result.Error);
        return Plain(result.Error);
    }

    public static string Plain(CellError error) => string.Join('\n', error.Traceback)
        .Replace("\u001b[31m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal);

    public void Dispose() => Session.Dispose();
}
