using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly ScriptedSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Run_Cells_RunInOrderAndLeaveTheirOutputs()
    {
        _session.Cells["print"] = output =>
        {
            output.Write(OutputStream.Out, "one ");
            output.Write(OutputStream.Out, "two\nthree\n");
            output.Write(OutputStream.Error, "careful");
            return ScriptedSession.Ok(MimeBundle.OfText("4"));
        };
        NotebookFile notebook = Notebook("first", "print", "");

        Assert.Null(new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken));

        Assert.Equal(["first", "print"], _session.Ran);
        Assert.Equal([1, 2, null], notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Empty(notebook.Cells[0].Outputs);
        Assert.Equal(["stream", "stream", "execute_result"], notebook.Cells[1].Outputs.Select(output => (string?)output["output_type"]));
        Assert.Equal("""["one two\n","three\n"]""", notebook.Cells[1].Outputs[0]["text"]!.ToJsonString());
        Assert.Equal(2, (int?)notebook.Cells[1].Outputs[2]["execution_count"]);
    }

    [Fact]
    public void Run_FailingCell_StopsThereAndKeepsTheError()
    {
        _session.Cells["bad"] = _ => ScriptedSession.Failed("FormatException", "not a number");
        NotebookFile notebook = Notebook("first", "bad", "never");

        NotebookFailure? failure = new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal(new NotebookFailure(2, "FormatException: not a number"), failure);
        Assert.Equal(["first", "bad"], _session.Ran);
        Assert.Equal("FormatException", (string?)Assert.Single(notebook.Cells[1].Outputs)["ename"]);
        Assert.Empty(notebook.Cells[2].Outputs);
        Assert.Null(notebook.Cells[2].ExecutionCount);
    }

    [Fact]
    public void Run_UpdateFromALaterCell_ReplacesTheEarlierOutput()
    {
        _session.Cells["show"] = output =>
        {
            output.Display(MimeBundle.OfText("0 %"), "bar");
            return ScriptedSession.Ok();
        };
        _session.Cells["update"] = output =>
        {
            output.UpdateDisplay(MimeBundle.OfText("100 %"), "bar");
            return ScriptedSession.Ok();
        };
        NotebookFile notebook = Notebook("show", "update");

        new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal("""["100 %"]""", Assert.Single(notebook.Cells[0].Outputs)["data"]!["text/plain"]!.ToJsonString());
        Assert.Empty(notebook.Cells[1].Outputs);
    }

    [Theory]
    [InlineData(false, new[] { "new" })]
    [InlineData(true, new[] { "new" })]
    public void Run_ClearedOutput_LeavesWhatCameAfter(bool wait, string[] expected)
    {
        _session.Cells["clear"] = output =>
        {
            output.Write(OutputStream.Out, "old");
            output.Clear(wait);
            output.Write(OutputStream.Out, "new");
            return ScriptedSession.Ok();
        };
        NotebookFile notebook = Notebook("clear");

        new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal(expected, notebook.Cells[0].Outputs.Select(output => (string?)output["text"]![0]));
    }

    [Fact]
    public void Run_ClearWithoutAnythingAfter_KeepsTheOld()
    {
        _session.Cells["clear"] = output =>
        {
            output.Write(OutputStream.Out, "old");
            output.Clear(wait: true);
            return ScriptedSession.Ok();
        };
        NotebookFile notebook = Notebook("clear");

        new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal("old", (string?)Assert.Single(notebook.Cells[0].Outputs)["text"]![0]);
    }

    [Fact]
    public void Run_CellOverTime_IsInterruptedAndSaysWhatToDo()
    {
        _session.Cells["forever"] = _ => _session.WaitForInterrupt();
        var runner = new NotebookRunner(_session) { Timeout = TimeSpan.FromMilliseconds(50) };

        NotebookFailure? failure = runner.Run(Notebook("forever", "never"), TestContext.Current.CancellationToken);

        Assert.Equal(1, failure?.Cell);
        Assert.StartsWith("expected to end within 0.05 s", failure?.Reason, StringComparison.Ordinal);
        Assert.Equal(["forever"], _session.Ran);
    }

    [Fact]
    public void Run_Cancelled_InterruptsTheCell()
    {
        using var cancellation = new CancellationTokenSource();
        _session.Cells["forever"] = _ =>
        {
            cancellation.CancelAfter(20);
            return _session.WaitForInterrupt();
        };

        NotebookFailure? failure = new NotebookRunner(_session).Run(Notebook("forever"), cancellation.Token);

        Assert.Equal(new NotebookFailure(1, "Interrupted: by you"), failure);
    }

    [Fact]
    public void Run_EndlessPrinting_IsCutOffAndSaysSo()
    {
        _session.Cells["print"] = output =>
        {
            for (int i = 0; i < 30; i++)
                output.Write(OutputStream.Out, new string('x', 100_000));
            return ScriptedSession.Ok();
        };
        NotebookFile notebook = Notebook("print");

        new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal(2, notebook.Cells[0].Outputs.Count);
        Assert.Equal(NotebookOutput.MostText, ((string?)notebook.Cells[0].Outputs[0]["text"]![0])!.Length);
        Assert.Contains("cut off", notebook.Cells[0].Outputs[1]["text"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PrintingAfterClear_IsShownAgain()
    {
        _session.Cells["print"] = output =>
        {
            output.Write(OutputStream.Out, new string('x', NotebookOutput.MostText + 1));
            output.Clear(wait: true);
            output.Write(OutputStream.Out, "again");
            return ScriptedSession.Ok();
        };
        NotebookFile notebook = Notebook("print");

        new NotebookRunner(_session).Run(notebook, TestContext.Current.CancellationToken);

        Assert.Equal("again", (string?)Assert.Single(notebook.Cells[0].Outputs)["text"]![0]);
    }

    private static NotebookFile Notebook(params string[] sources) => NotebookFile.Parse(NotebookTexts.OfCode(sources), "test.ipynb");
}
