using System.Globalization;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Hosting;

/// <summary>Understands a few words instead of C#, so that the server is tested by itself.</summary>
internal sealed class FakeSession : ICellSession
{
    private readonly ManualResetEventSlim _interrupted = new();

    public ManualResetEventSlim IsWaiting { get; } = new();

    public CellResult Run(string code, int number, ICellOutput output)
    {
        string[] words = code.Split(' ', 2);
        string rest = words.Length > 1 ? words[1] : "";
        switch (words[0])
        {
            case "print":
                output.Write(OutputStream.Out, rest);
                break;
            case "complain":
                output.Write(OutputStream.Error, rest);
                break;
            case "flood":
                string line = new('x', 99);
                for (int i = 0; i < int.Parse(rest, CultureInfo.InvariantCulture) / 100; i++)
                    output.Write(OutputStream.Out, line + "\n");
                break;
            case "value":
                return new(CellStatus.Ok, MimeBundle.OfText(rest), null);
            case "json":
                return new(CellStatus.Ok, new(new Dictionary<string, JsonNode>(StringComparer.Ordinal) { ["application/json"] = JsonNode.Parse(rest)! }), null);
            case "display":
                output.Write(OutputStream.Out, "before");
                output.Display(MimeBundle.OfText(rest), "id");
                output.UpdateDisplay(MimeBundle.OfText(rest + "!"), "id");
                output.Clear(wait: true);
                output.Write(OutputStream.Out, "after");
                break;
            case "ask":
                try
                {
                    return new(CellStatus.Ok, MimeBundle.OfText(output.ReadLine(rest, isPassword: true, CancellationToken.None)), null);
                }
                catch (IOException error)
                {
                    return new(CellStatus.Error, null, new CellError("IOException", error.Message, [error.Message]));
                }

            case "late":
                new Thread(() =>
                {
                    Thread.Sleep(200);
                    output.Write(OutputStream.Out, rest);
                })
                { IsBackground = true }.Start();
                break;
            case "wait":
                _interrupted.Reset();
                IsWaiting.Set();
                _interrupted.Wait();
                return new(CellStatus.Interrupted, null, new CellError("Interrupted", "stopped", ["stopped"]));
            case "fail":
                return new(CellStatus.Error, null, new CellError("Oops", rest, [$"Oops: {rest}"]));
            case "throw":
                throw new InvalidOperationException(rest);
        }

        return new(CellStatus.Ok, null, null);
    }

    public void Interrupt() => _interrupted.Set();

    public CompletionList Complete(string code, int position) =>
        new(position - 1, position, [new("Length", "property", "int Length", "How long."), new("ToString", "method", "string ToString()", "")]);

    public MimeBundle? Inspect(string code, int position) => code.StartsWith("known", StringComparison.Ordinal) ? MimeBundle.OfText(code[..position]) : null;

    public Completeness CheckCompleteness(string code) => code.EndsWith('{') ? Completeness.Incomplete
        : code.StartsWith(')') ? Completeness.Invalid : Completeness.Complete;

    public void Dispose() => _interrupted.Set();
}
