using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class NotebookParametersTests
{
    private const string Parameters = "string folder = \"data\"; // where\nvar name = $\"run\"; var rate = 0.1; int epochs = 3; bool fast = true;";

    [Fact]
    public void Inject_Values_AssignsThemBehindTheParameters()
    {
        NotebookFile notebook = Notebook();

        NotebookParameters.Inject(notebook, "n.ipynb", Values(("folder", "C:\\a \"b\""), ("epochs", "5"), ("rate", "1e-3"), ("name", "x")));

        Assert.Equal("folder = \"C:\\\\a \\\"b\\\"\";\nepochs = 5;\nrate = 1e-3;\nname = \"x\";", notebook.Cells[1].Source);
        Assert.Equal(["injected-parameters"], notebook.Cells[1].Tags);
        Assert.Equal(3, notebook.Cells.Count);
    }

    [Fact]
    public void Inject_Twice_KeepsTheLastValuesAlone()
    {
        NotebookFile notebook = Notebook();
        NotebookParameters.Inject(notebook, "n.ipynb", Values(("epochs", "5")));

        NotebookParameters.Inject(notebook, "n.ipynb", Values(("epochs", "6")));

        Assert.Equal(3, notebook.Cells.Count);
        Assert.Equal("epochs = 6;", notebook.Cells[1].Source);
    }

    [Theory]
    [InlineData("epoch", "5", "expected one of its parameters (folder, name, rate, epochs, fast), received 'epoch'")]
    [InlineData("epochs", "five words", "expected a C# value for 'epochs', received 'five words'")]
    [InlineData("epochs", "1; Exit()", "expected a C# value for 'epochs'")]
    [InlineData("epochs", "", "expected a C# value for 'epochs'")]
    public void Inject_WhatDoesNotFit_IsRefused(string name, string value, string expected)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(
            () => NotebookParameters.Inject(Notebook(), "n.ipynb", Values((name, value))));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inject_NotebookWithoutParameters_IsRefused()
    {
        NotebookFile notebook = NotebookFile.Parse("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "n.ipynb");

        Assert.Throws<InvalidDataException>(() => NotebookParameters.Inject(notebook, "n.ipynb", Values(("a", "1"))));
    }

    private static NotebookFile Notebook() => NotebookFile.Parse(NotebookTexts.OfCode(Parameters, "epochs"), "n.ipynb");

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
}
