using CrackLab.Cli.Terminal;
using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Cli.Tests.Terminal;

public sealed class CommandOutputTests
{
    // Clears the screen, names the window, goes back to the line's beginning, and one letter that is a whole sequence's beginning.
    private const string Name = "a\e[2J\e]0;b\a\rc\u009b31m";

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\twith a tab\r\n", "two\nlines\twith a tab\r\n")]
    [InlineData(Name, "a\uFFFD[2J\uFFFD]0;b\uFFFD\uFFFDc\uFFFD31m")]
    [InlineData("\r", "\uFFFD")]
    public void WriteText_AnyText_SteersNoTerminal(string text, string shown)
    {
        using var results = new StringWriter();
        using var messages = new StringWriter();
        var output = new CommandOutput(results, messages);

        output.WriteText(text);
        output.Complain(text);

        Assert.Equal(shown + Environment.NewLine, results.ToString());
        Assert.Equal(shown + Environment.NewLine, messages.ToString());
    }

    [Fact]
    public void WriteLine_NameWithALineBreak_StaysOneLine()
    {
        using var results = new StringWriter();
        var output = new CommandOutput(results, TextWriter.Null);

        output.WriteLine("a\nb\tc\r\n");

        Assert.Equal($"a\uFFFDb\uFFFDc\uFFFD\uFFFD{Environment.NewLine}", results.ToString());
    }

    [Fact]
    public void Verbs_FilesWithSteeringNames_ShowThemTamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file names of that kind.");
        string folder = Directory.CreateTempSubdirectory("cracklab-names-").FullName;
        try
        {
            string data = Path.Combine(folder, "data"), photo = Path.Combine(data, Name, $"{Name}.jpg");
            Directory.CreateDirectory(Path.Combine(data, Name));
            File.WriteAllBytes(photo, JpegEncoder.Encode(SyntheticConcrete.Render(crack: true, seed: 1, size: 240)));
            File.WriteAllText(Path.Combine(data, Name, $"{Name} broken.jpg"), "no picture");
            string model = CrackLab.Prediction.ShippedModel.Path;
            string[][] commands =
            [
                ["inspect", data], ["inspect", data, "--json"], ["predict", model, data], ["predict", model, data, "--json"],
                ["heatmap", photo, "--out", Path.Combine(folder, "heat")], ["explain", model, data, "--out", Path.Combine(folder, "why")],
                ["clean", data, "--to", Path.Combine(folder, Name)], ["evaluate", model, "--data", data], ["audit", data],
            ];
            Assert.All(commands, command =>
            {
                CommandRun run = CommandRun.Of(command);
                string all = (run.Output + run.Errors).ReplaceLineEndings("");
                Assert.NotEmpty(all);
                Assert.DoesNotContain(all, char.IsControl);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
