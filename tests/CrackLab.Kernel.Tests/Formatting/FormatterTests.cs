using System.Text.Json.Nodes;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Formatting;

public sealed class FormatterTests
{
    private sealed record Crack(string Wall, double Width);

    private sealed class Node
    {
        public string Name { get; init; } = "";

        public Node? Next { get; set; }
    }

    private sealed class Moody
    {
        public static int Count => 0;

        public int Good => 7;

        public int Bad => throw new InvalidOperationException("not today");
    }

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "null" },
        { 2, "2" },
        { 0.5, "0.5" },
        { true, "True" },
        { "a < b", "a < b" },
        { new int[] { 1, 2, 3 }, "[ 1, 2, 3 ]" },
        { Array.Empty<int>(), "[]" },
        { typeof(Dictionary<string, int[]>), "Dictionary<string, int[]>" },
        { DayOfWeek.Friday, "Friday" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Format_PlainValue_IsTextAlone(object? value, string expected)
    {
        MimeBundle bundle = Formatter.Format(value);

        Assert.Equal(expected, Text(bundle));
        Assert.Equal(["text/plain"], bundle.Data.Keys);
    }

    [Fact]
    public void Format_Records_IsATableWithAColumnForEachMember()
    {
        string html = Html(Formatter.Format(new[] { new Crack("north <1>", 0.2), new Crack("south", 0.4) }));

        Assert.Contains(">Wall</th>", html, StringComparison.Ordinal);
        Assert.Contains(">Width</th>", html, StringComparison.Ordinal);
        Assert.Contains(">north &lt;1&gt;</td>", html, StringComparison.Ordinal);
        Assert.Equal(3, Count(html, "<tr>"));
    }

    [Fact]
    public void Format_Dictionary_IsATableOfKeysAndValues()
    {
        string html = Html(Formatter.Format(new Dictionary<string, int>(StringComparer.Ordinal) { ["crack"] = 3 }));

        Assert.Contains(">Key</th>", html, StringComparison.Ordinal);
        Assert.Contains(">crack</td>", html, StringComparison.Ordinal);
        Assert.Contains(">3</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_EndlessSequence_IsCutOffAndSaysSo()
    {
        MimeBundle bundle = Formatter.Format(Endless().Select(i => new Crack("w", i)));

        Assert.Equal(101, Count(Html(bundle), "<tr>"));
        Assert.Contains("and more", Html(bundle), StringComparison.Ordinal);
        Assert.Contains("and more", Text(bundle), StringComparison.Ordinal);
    }

    [Fact]
    public void Format_LongList_TellsHowManyAreLeftOut() =>
        Assert.EndsWith("… (and 900 more) ]", Text(Formatter.Format(Enumerable.Range(0, 1000).ToList())), StringComparison.Ordinal);

    [Fact]
    public void Format_CycleOfObjects_Ends()
    {
        Node first = new() { Name = "first" };
        first.Next = new Node { Name = "second", Next = first };

        MimeBundle bundle = Formatter.Format(first);

        Assert.Contains("(shown above)", Html(bundle), StringComparison.Ordinal);
        Assert.StartsWith("Node { Name = first, Next = Node {", Text(bundle), StringComparison.Ordinal);
    }

    [Fact]
    public void Format_GetterThatThrows_ShowsTheOthersAndTheReason()
    {
        string html = Html(Formatter.Format(new Moody()));

        Assert.Contains(">7</td>", html, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: not today", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_SequenceThatThrows_ShowsWhatCameBefore()
    {
        string text = Text(Formatter.Format(Enumerable.Range(0, 5).Select(i => 6 / (3 - i))));

        Assert.Equal("[ 2, 3, 6 … (ended by DivideByZeroException: Attempted to divide by zero.) ]", text);
    }

    [Fact]
    public void Format_UnfinishedTask_DoesNotWait() =>
        Assert.Contains("WaitingForActivation", Text(Formatter.Format(new TaskCompletionSource<int>().Task)), StringComparison.Ordinal);

    [Fact]
    public void Format_LongText_IsCutOff()
    {
        string text = Text(Formatter.Format(new string('x', 3_000_000)));

        Assert.EndsWith("(3,000,000 characters)", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100_000, 100_100);
    }

    [Fact]
    public void Format_RichContent_KeepsItsMimeType()
    {
        MimeBundle bundle = Formatter.Format(new RichContent("application/vnd.plotly.v1+json", """{"data":[]}"""));

        Assert.IsType<JsonObject>(bundle.Data["application/vnd.plotly.v1+json"]);
    }

    [Fact]
    public void Format_AskedMimeTypes_GivesThoseAlone()
    {
        MimeBundle bundle = Formatter.Format(new Crack("w", 1), ["application/json"]);

        Assert.Equal("w", (string?)Assert.Single(bundle.Data).Value["Wall"]);
    }

    [Fact]
    public void Format_Sequence_IsReadOnce()
    {
        int reads = 0;
        IEnumerable<Crack> Read()
        {
            reads++;
            yield return new Crack("w", 1);
        }

        Assert.Contains("<td>w</td>", Html(Formatter.Format(Read())), StringComparison.Ordinal);
        Assert.Equal(1, reads);
    }

    [Fact]
    public void Format_NoTextOfItsOwn_IsNamedAsCSharpDoes()
    {
        Assert.Equal("Func<int, List<int>>", Text(Formatter.Format((Func<int, List<int>>)(i => [i]))));
        Assert.Equal("object", Text(Formatter.Format(new object())));
    }

    [Fact]
    public void Format_NumberThatJsonHasNot_SaysSo() =>
        Assert.Contains("cannot be written", (string?)Formatter.Format(double.NaN, ["application/json"]).Data["application/json"]["error"], StringComparison.Ordinal);

    [Fact]
    public void Format_HugeTree_OpensNoMoreThanAPageHolds()
    {
        string html = Html(Formatter.Format(Enumerable.Range(0, 100).Select(_ => new Branch(3)).ToArray()));

        Assert.InRange(html.Length, 400_000, 700_000);
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++)
            yield return i;
    }

    private sealed class Branch(int depth)
    {
        public string Name => new('n', 20);

        public IReadOnlyList<Branch> Left { get; } = [.. Enumerable.Range(0, depth > 0 ? 20 : 0).Select(_ => new Branch(depth - 1))];
    }

    private static string Text(MimeBundle bundle) => (string)bundle.Data["text/plain"]!;

    private static string Html(MimeBundle bundle) => (string)bundle.Data["text/html"]!;

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
