using System.Text.Json.Nodes;
using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class NotebookFileTests
{
    [Fact]
    public void ToJson_OldMinorVersion_BecomesFourFiveWithUniqueIds()
    {
        var json = (JsonObject)JsonNode.Parse(NotebookFile.Parse(NotebookTexts.OfCode("a", "b"), "n").ToJson())!;

        Assert.Equal(5, (int?)json["nbformat_minor"]);
        string[] ids = [.. json["cells"]!.AsArray().Select(cell => (string)cell!["id"]!)];
        Assert.Equal(2, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void ToJson_WhatIsNotKnown_StaysAsItIs()
    {
        const string Text = """
            {"cells":[{"cell_type":"raw","id":"x1","metadata":{"odd":[1]},"source":["ä\n","<b>"]}],"metadata":{"kernelspec":{"language":"C#"},"custom":{"deep":true}},"nbformat":4,"nbformat_minor":5}
            """;

        NotebookFile notebook = NotebookFile.Parse(Text, "n");

        Assert.Equal("ä\n<b>", Assert.Single(notebook.Cells).Source);
        Assert.Equal("C#", notebook.Language);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text), JsonNode.Parse(notebook.ToJson())));
        Assert.Contains("ä\\n\",\n", notebook.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"nbformat":3,"cells":[]}""")]
    [InlineData("""{"nbformat":"4","cells":[]}""")]
    [InlineData("""{"nbformat":4,"cells":{}}""")]
    public void Parse_SomethingElse_IsRefusedWithItsName(string text) =>
        Assert.StartsWith("my.ipynb: expected", Assert.Throws<InvalidDataException>(() => NotebookFile.Parse(text, "my.ipynb")).Message, StringComparison.Ordinal);
}
