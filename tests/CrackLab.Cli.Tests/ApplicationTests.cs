namespace CrackLab.Cli.Tests;

public sealed class ApplicationTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Run_HelpOrNothing_ListsVerbs(params string[] args)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Contains("cracklab [command]", run.Output);
        Assert.Contains("inspect <DIR>", run.Output);
    }

    [Fact]
    public void Run_Help_ListsEachVerbAsItsOwnHelpDoes()
    {
        string[] rows = [.. CommandRun.Of("--help").OutputLines.SkipWhile(line => line != "Commands:").Skip(1)];

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            string[] help = CommandRun.Of(row.Trim().Split(' ')[0], "--help").OutputLines;
            Assert.EndsWith($"  {help[1].Trim()}", row);
            Assert.Equal(Arguments(help[3]), Arguments(row[..^help[1].Trim().Length]));
        });

        // A verb's own help puts arguments that may be left out into brackets.
        static IEnumerable<string> Arguments(string text) => text.Split(' ').Where(word => word.TrimStart('[').StartsWith('<')).Select(word => word.Trim('[', ']', '.', '<', '>'));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("data", "sample")]
    [InlineData("data", "fetch")]
    [InlineData("inspect")]
    [InlineData("clean")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("runs")]
    [InlineData("curves")]
    public void Run_HelpOfVerb_ShowsItsUsage(params string[] verb)
    {
        CommandRun run = CommandRun.Of([.. verb, "--help"]);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains($"cracklab {string.Join(' ', verb)} ", run.Output);
    }

    [Theory]
    [InlineData("cracklab: ", "fly")]
    [InlineData("cracklab: ", "--fly")]
    [InlineData("cracklab data: ", "data")]
    [InlineData("cracklab inspect: ", "inspect")]
    [InlineData("cracklab inspect: ", "inspect", ".", "--fly")]
    [InlineData("cracklab inspect: ", "inspect", ".", "--threads", "0")]
    [InlineData("cracklab inspect: ", "inspect", ".", "--threads", "many")]
    [InlineData("cracklab inspect: ", "inspect", ".", "--max-pixels", "-1")]
    [InlineData("cracklab clean: ", "clean", ".")]
    [InlineData("cracklab data sample: ", "data", "sample")]
    [InlineData("cracklab data sample: ", "data", "sample", "--out", "x", "--count", "0")]
    [InlineData("cracklab data sample: ", "data", "sample", "--out", "x", "--size", "31")]
    [InlineData("cracklab predict: ", "predict", "model.safetensors")]
    [InlineData("cracklab predict: ", "predict", "model", "photo", "--threshold", "1.5")]
    [InlineData("cracklab predict: ", "predict", "model", "photo", "--threshold", "NaN")]
    public void Run_WrongUsage_IsTwoWithLineAndHint(string beginning, params string[] args)
    {
        Assert.StartsWith(beginning, CommandRun.Of(args).UsageLine());
    }

    [Fact]
    public void Run_NumberOutOfRange_SaysWhatIsExpected()
    {
        string line = CommandRun.Of("data", "sample", "--out", "x", "--size", "5000").UsageLine();
        Assert.Equal("cracklab data sample: --size: expected a whole number from 32 to 4096, received '5000'.", line);
    }
}
