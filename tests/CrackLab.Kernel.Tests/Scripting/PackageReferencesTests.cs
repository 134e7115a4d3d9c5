using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class PackageReferencesTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    private CellResult RunOnline(string code)
    {
        CellResult result = _cells.Run(code);
        if (result.Error?.Value.Contains("NU1301", StringComparison.Ordinal) ?? false) Assert.Skip("The packages' source can't be reached: " + result.Error.Value);
        return result;
    }

    [Fact]
    public void Package_WithVersion_IsRestoredAndRuns()
    {
        CellResult result = RunOnline("#r \"nuget: CsvHelper, 34.0.0\"\nusing CsvHelper;\ntypeof(CsvReader).FullName");
        Assert.True(result.Status == CellStatus.Ok, result.Error?.Value);
        Assert.Equal("CsvHelper.CsvReader", result.Value!.Data["text/plain"].ToString());
        string report = _cells.Failure("#r \"nuget: CsvHelper, 33.0.0\"");
        Assert.Contains("Restart the kernel", report, StringComparison.Ordinal);
        Assert.Equal("1", _cells.Value("#r \"nuget: CsvHelper\"\n1"));
    }

    [Fact]
    public void Package_Unknown_SaysSo()
    {
        CellResult result = RunOnline("#r \"nuget: Surely.There.Is.No.Such.Package, 1.0.0\"");
        Assert.Equal("PackageError", result.Error!.Name);
        Assert.Contains("Surely.There.Is.No.Such.Package", result.Error.Value, StringComparison.Ordinal);
        Assert.Contains("NU1101", result.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#r \"nuget: \"")]
    [InlineData("#r \"nuget: A, 1, 2\"")]
    public void Package_BadlyWritten_SaysSo(string code) => Assert.Contains("BadPackage", _cells.Failure(code), StringComparison.Ordinal);
}
