using System.Text.RegularExpressions;

namespace CrackLab.Cli.Tests;

/// <summary>The README's table of verbs and the command's own help say the same.</summary>
public sealed class ReadmeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Regex Row = new(
        @"^\| `cracklab (?<verb>[a-z]+( [a-z]+)*)(?<rest>[^`]*)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex OptionName = new(@"--[a-z]+(-[a-z]+)*", RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex Listed = new(@"^  (?<name>[a-z]+)\b", RegexOptions.ExplicitCapture, Patience);

    public static TheoryData<string, string> Rows =>
        [.. Row.Matches(Readme()).Select(match => new TheoryDataRow<string, string>(match.Groups["verb"].Value, match.Groups["rest"].Value))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Readme_Row_NamesAVerbWithItsOptions(string verb, string rest)
    {
        CommandRun help = CommandRun.Of([.. verb.Split(' '), "--help"]);

        Assert.Equal(Application.Done, help.ExitCode);
        Assert.Contains($"cracklab {verb} ", help.Output, StringComparison.Ordinal);
        Assert.All(OptionName.Matches(rest), option => Assert.Contains($"  {option.Value} ", help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_Table_HasEveryVerb()
    {
        IEnumerable<string> table = Row.Matches(Readme()).Select(match => match.Groups["verb"].Value);

        Assert.Equal(Verbs().Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    /// <summary>Verbs that the help lists, with the ones inside others.</summary>
    private static IEnumerable<string> Verbs(params string[] parent)
    {
        string[] inner = [.. CommandRun.Of([.. parent, "--help"]).OutputLines
            .SkipWhile(line => line != "Commands:")
            .Select(line => Listed.Match(line).Groups["name"].Value)
            .Where(name => name.Length > 0)];
        return inner.Length == 0 ? [string.Join(' ', parent)] : inner.SelectMany(name => Verbs([.. parent, name]));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
}
