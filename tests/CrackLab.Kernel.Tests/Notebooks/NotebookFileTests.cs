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

    [Theory]
    [InlineData("""{"cell_type": 1}""", "cell 1: expected 'cell_type' as a text, received JSON of kind Number")]
    [InlineData("""{"source": "x"}""", "cell 1: expected 'cell_type' as a text, received none")]
    [InlineData("null", "cell 1: expected an object, received none")]
    [InlineData("\"x\"", "cell 1: expected an object, received JSON of kind String")]
    [InlineData("""{"cell_type": "code", "source": 7}""", "cell 1: expected 'source' as a text or a list of texts")]
    [InlineData("""{"cell_type": "code", "source": ["a", null]}""", "cell 1: expected 'source' as a text or a list of texts")]
    [InlineData("""{"cell_type": "code", "id": {}}""", "cell 1: expected 'id' as a text")]
    [InlineData("""{"cell_type": "code", "metadata": []}""", "cell 1: expected 'metadata' as an object")]
    [InlineData("""{"cell_type": "code", "metadata": {"tags": "x"}}""", "cell 1: expected 'tags' as a list of texts")]
    [InlineData("""{"cell_type": "code", "execution_count": 1.5}""", "cell 1: expected 'execution_count' as a whole number or null")]
    [InlineData("""{"cell_type": "code", "cell_type": "code"}""", "whose JSON names a key twice")]
    [InlineData("""{"cell_type": "code", "source": "\ud800"}""", "(line 1)")]
    public void Parse_CellThatIsNone_IsRefusedWithItsPlace(string cell, string expected)
    {
        string text = $$"""{"nbformat": 4, "metadata": {}, "cells": [{{cell}}]}""";

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => NotebookFile.Parse(text, "my.ipynb")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void Parse_MetadataThatAreNone_IsRefused(string metadata) => Assert.Contains(
        "my.ipynb: expected 'metadata' as an object",
        Assert.Throws<InvalidDataException>(() => NotebookFile.Parse($$"""{"nbformat": 4, "cells": [], "metadata": {{metadata}}}""", "my.ipynb")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kernelspec": 1, "language_info": {"name": "python"}}""", "python")]
    [InlineData("""{"kernelspec": {"language": ["x"]}}""", "")]
    public void Language_OddMetadata_IsReadAsFarAsItGoes(string metadata, string expected) =>
        Assert.Equal(expected, NotebookFile.Parse($$"""{"nbformat": 4, "cells": [], "metadata": {{metadata}}}""", "my.ipynb").Language);

    [Theory]
    [InlineData("7")]
    [InlineData("""{"output_type": 7, "data": {"text/html": {}}}""")]
    [InlineData("""{"output_type": "stream", "name": 1, "text": [1, "a", null]}""")]
    [InlineData("""{"output_type": "error", "traceback": [1, {}]}""")]
    [InlineData("""{"output_type": "display_data", "data": {"image/png": 3}}""")]
    public void Page_OddOutputs_AreShownAsFarAsTheyGo(string output)
    {
        string text = $$"""{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "1 + 1", "outputs": [{{output}}]}]}""";

        Assert.Contains("<section class=\"code\">", NotebookPage.Write(NotebookFile.Parse(text, "my.ipynb"), "title"), StringComparison.Ordinal);
    }
}
