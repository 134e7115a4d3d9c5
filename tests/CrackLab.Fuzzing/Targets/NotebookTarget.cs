using System.Text;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Kernel.Notebooks;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Notebooks: read, given parameters, run by a session that does nothing, written, shown as a page.</summary>
internal sealed class NotebookTarget : FuzzTarget
{
    private const string FileName = "a.ipynb";

    private static readonly IReadOnlyList<FuzzSeed> Files =
    [
        new FuzzSeed("everything", Encoding.UTF8.GetBytes(
            """
            {"nbformat": 4, "nbformat_minor": 5,
             "metadata": {"kernelspec": {"language": "C#", "name": "csharp", "display_name": "C#"}, "language_info": {"name": "csharp"}},
             "cells": [
              {"cell_type": "markdown", "id": "a1", "metadata": {}, "source": ["# A title\n", "\n", "| a | b |\n", "|---|---|\n", "| $x^2$ | `y` |\n", "> quoted [link](http://example.org) ![x](a.png)\n", "1. one\n"], "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}}},
              {"cell_type": "code", "id": "a2", "execution_count": 1, "metadata": {"tags": ["parameters"]}, "outputs": [], "source": "string folder = \"x\";\nint count = 5; var rate = 0.1; // words\n"},
              {"cell_type": "raw", "id": "a3", "metadata": {}, "source": "raw"},
              {"cell_type": "code", "id": "a4", "execution_count": 2, "metadata": {"tags": ["injected-parameters"]}, "source": ["/* a */ Console.WriteLine($\"{folder}\");"],
               "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["one\r", "two\n", "\u001b[31mred\u001b[0m\n"]},
                {"output_type": "stream", "name": "stderr", "text": "bad\n"},
                {"output_type": "display_data", "data": {"text/html": ["<b>x</b>"], "text/plain": "x"}, "metadata": {}},
                {"output_type": "execute_result", "execution_count": 2, "data": {"image/png": "iVBORw0KGgo=\n", "text/markdown": "*x*"}, "metadata": {}},
                {"output_type": "display_data", "data": {"image/svg+xml": ["<svg/>"], "application/javascript": "1", "application/vnd.plotly.v1+json": {"data": []}}, "metadata": {}},
                {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", "b"]}]}]}
            """)),
        new FuzzSeed("old", Encoding.UTF8.GetBytes(
            """{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["1 + 1"]}, {"cell_type": "markdown", "metadata": {}, "source": "text"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 0}""")),
        .. SeedFiles.Findings("notebook"),
    ];

    private readonly SilentSession _session = new();

    /// <inheritdoc/>
    public override string Name => "notebook";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => JsonMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Kernel"];

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        NotebookFile notebook = NotebookFile.Parse(Encoding.UTF8.GetString(input), FileName);
        _ = notebook.Language;
        if (random.OneIn(2)) NotebookParameters.Inject(notebook, FileName, new Dictionary<string, string>(StringComparer.Ordinal) { ["count"] = "7" });
        if (random.OneIn(2)) _ = NotebookPage.Write(notebook, FileName);
        if (random.OneIn(2)) new NotebookRunner(_session).Run(notebook);
        string text = notebook.ToJson();
        if (NotebookFile.Parse(text, FileName).Cells.Count != notebook.Cells.Count) throw new ContradictionException("a notebook that was written is read as another");
    }

    /// <inheritdoc/>
    /// <remarks>Objects of JSON, Markdown's syntax tree, and the compiler's of a parameters cell.</remarks>
    public override long AllocationBound(byte[] input) => (8 << 20) + (2048L * input.Length);

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => error is InvalidDataException;
}
