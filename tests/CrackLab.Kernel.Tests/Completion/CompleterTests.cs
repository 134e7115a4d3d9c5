using System.Diagnostics;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Tests.Scripting;

namespace CrackLab.Kernel.Tests.Completion;

public sealed class CompleterTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    /// <summary>The items at the place of the bar.</summary>
    private CompletionList Complete(string marked) =>
        _cells.Session.Complete(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    private string[] Texts(string marked) => [.. Complete(marked).Items.Select(item => item.Text)];

    [Fact]
    public void Complete_StaticMembers_AreExactlyThoseOfThePrefix()
    {
        CompletionList list = Complete("Console.WriteL|");
        CompletionItem item = Assert.Single(list.Items);
        Assert.Equal(("WriteLine", "method"), (item.Text, item.Kind));
        Assert.Contains("Console.WriteLine", item.Signature, StringComparison.Ordinal);
        Assert.Contains("line terminator", item.Documentation, StringComparison.Ordinal);
        Assert.Equal((8, 14), (list.Start, list.End));
    }

    [Theory]
    [InlineData("\"abc\".Trim|", "Trim,TrimEnd,TrimStart")]
    [InlineData("Math.Sqr|", "Sqrt")]
    [InlineData("System.Text.Js|", "Json")]
    [InlineData("System.Text.RegularExpressions.Regex.IsM|", "IsMatch")]
    [InlineData("new[] { 1 }.Selec|", "Select,SelectMany")]
    [InlineData("new[] { 1 }.Where(i => i.CompareT|", "CompareTo")]
    [InlineData("new[] { 1 }.Where(i => i.CompareT|)", "CompareTo")]
    [InlineData("new[] { \"a\" }?.Selec|", "Select,SelectMany")]
    [InlineData("\"a\"?.Trim()?.PadL|", "PadLeft")]
    [InlineData("DateTime.Now.DayOfW|\nvar x = 1;", "DayOfWeek")]
    [InlineData("var s = \"a\";\ns.PadL|\nvar x = 1;", "PadLeft")]
    [InlineData("var s = \"a\";\ns\n  .PadL|\n  .Trim();", "PadLeft")]
    [InlineData("$\"{DateTime.Now.DayOfY|}\"", "DayOfYear")]
    [InlineData("DayOfWeek.Satur|", "Saturday")]
    [InlineData("Consol|", "Console,ConsoleCancelEventArgs,ConsoleCancelEventHandler,ConsoleColor,ConsoleKey,ConsoleKeyInfo,ConsoleModifiers,ConsoleSpecialKey")]
    [InlineData("forea|", "foreach")]
    [InlineData("using System.Glob|", "Globalization")]
    [InlineData("new StringB|", "StringBuilder")]
    [InlineData("new UriBuilder { Po|", "Port")]
    [InlineData("new UriBuilder { Host = \"a\", Po| }", "Port")]
    [InlineData("\"a\".PadLeft(totalW|", "totalWidth:")]
    [InlineData("new Random(Se|", "Seed:,SequencePosition,sealed,select,set")]
    [InlineData("// Consol|", "")]
    [InlineData("/* Consol|", "")]
    [InlineData("/* x */Consol| /* y */", "Console,ConsoleCancelEventArgs,ConsoleCancelEventHandler,ConsoleColor,ConsoleKey,ConsoleKeyInfo,ConsoleModifiers,ConsoleSpecialKey")]
    [InlineData("var s = \"Consol|\";", "")]
    [InlineData("var s = \"Consol|", "")]
    [InlineData("var s = $\"Consol|\";", "")]
    [InlineData("\"abc|\".Trim()", "")]
    [InlineData("1.5|", "")]
    [InlineData("#!ti|", "#!time")]
    [InlineData("#!html\nConsol|", "")]
    public void Complete_Place_GivesTheNames(string marked, string expected) => Assert.Equal(expected, string.Join(',', Texts(marked)));

    [Fact]
    public void Complete_VariablesOfEarlierCells_AndOfThisOne()
    {
        _cells.Value("using System.IO; var zebraOne = 1; int ZebraFunction(int stripes) => stripes; record ZebraType(int Stripes);");
        Assert.Equal(["zebraOne", "zebraTwo", "ZebraFunction", "ZebraType"], Texts("var zebraTwo = 2;\nzebra|"));
        Assert.Equal(["Stripes"], Texts("new ZebraType(1).Str|"));
        Assert.Equal(["stripes:"], Texts("ZebraFunction(stri|").Where(text => text.EndsWith(':')));
        Assert.Contains("GetFileName", Texts("Path.|"));
        CompletionItem variable = Complete("zebraO|").Items[0];
        Assert.Equal(("variable", "int zebraOne"), (variable.Kind, variable.Signature));
    }

    [Fact]
    public void Complete_InitializerMembers_AreThoseNotYetSet()
    {
        string[] texts = Texts("new UriBuilder { Host = \"a\", |");
        Assert.Contains("Port", texts);
        Assert.DoesNotContain("Host", texts);
        Assert.DoesNotContain("ToString", texts);
    }

    [Fact]
    public void Complete_Paths_ListFoldersAndAssemblies()
    {
        using var library = new BuiltLibrary();
        File.WriteAllText(Path.Combine(library.Folder, "One.dll"), "");
        File.WriteAllText(Path.Combine(library.Folder, "One.txt"), "");
        Directory.CreateDirectory(Path.Combine(library.Folder, "once"));
        string folder = library.Folder.Replace('\\', '/');
        Assert.Equal(["One.dll", "once/"], Texts($"#r \"{folder}/On|"));
    }

    [Fact]
    public void Complete_SamePlaceTwice_GivesTheSameOrder() => Assert.Equal(Texts("|"), Texts("|"));

    [Fact]
    public async Task Complete_OnceWarm_IsQuick()
    {
        await _cells.Session.WarmUpAsync();
        _cells.Value("var text = \"abc\"; var list = new List<string>();");
        foreach (string marked in new[] { "list.|", "text.|", "|", "Console.|" })
        {
            Complete(marked);
            long began = Stopwatch.GetTimestamp();
            Assert.NotEmpty(Complete(marked).Items);
            TimeSpan took = Stopwatch.GetElapsedTime(began);
            TestContext.Current.SendDiagnosticMessage($"{took.TotalMilliseconds:0} ms: {marked}");
            Assert.InRange(took.TotalMilliseconds, 0, 1000);
        }
    }
}
