using System.Text;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Notebooks;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Kernel.Tests.Notebooks;

/// <summary>Any cells come back from a notebook that was written.</summary>
public sealed class NotebookPropertyTests
{
    private static readonly Gen<string> Text =
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar));

    [Fact]
    public void Parse_AnyCells_ComeBackAfterWriting() => Prop.ForAll(
        (from sources in Text.ArrayOf() from tags in Text.ArrayOf() from kinds in Gen.Elements("code", "markdown", "raw").ArrayOf(sources.Length) select (sources, tags, kinds)).ToArbitrary(),
        drawn =>
        {
            var cells = new JsonArray([.. drawn.sources.Zip(drawn.kinds).Select((cell, i) => (JsonNode)new JsonObject
            {
                ["cell_type"] = cell.Second,
                ["source"] = i % 2 == 0 ? cell.First : MultilineText.Write(cell.First),
                ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. drawn.tags.Select(tag => (JsonNode)tag)]) },
            })]);
            string text = new JsonObject { ["cells"] = cells, ["nbformat"] = 4, ["nbformat_minor"] = 0 }.ToJsonString();

            NotebookFile one = NotebookFile.Parse(text, "a.ipynb"), other = NotebookFile.Parse(one.ToJson(), "a.ipynb");

            Assert.Equal(drawn.sources, other.Cells.Select(cell => cell.Source));
            Assert.All(other.Cells, cell => Assert.Equal(drawn.tags, cell.Tags));
            Assert.Equal(one.Cells.Select(cell => cell.Kind), other.Cells.Select(cell => cell.Kind));
            Assert.Equal(one.ToJson(), other.ToJson());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Multiline_AnyText_IsItsLines() => Prop.ForAll(
        Text.ToArbitrary(),
        text => Assert.Equal(text, MultilineText.Read(MultilineText.Write(text)))).QuickCheckThrowOnFailure();
}
