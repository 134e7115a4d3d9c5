using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Hosting;
using Message = CrackLab.Kernel.Tests.Hosting.KernelClient.Message;

namespace CrackLab.Kernel.Tests.Hosting;

public sealed class KernelServerTests : IDisposable
{
    private readonly RunningServer _running = new(new KernelOptions { CellText = 1000 });

    private KernelClient Client => _running.Client;

    public void Dispose() => _running.Dispose();

    [Fact]
    public void KernelInfo_OnShellAndControl_TellsTheLanguage()
    {
        string onShell = Client.SendShell("kernel_info_request", []);
        Message shell = Client.ShellReply();
        string onControl = Client.SendControl("kernel_info_request", []);
        Message control = Client.ControlReply();

        Assert.Equal((onShell, onControl), (shell.ParentId, control.ParentId));
        Assert.All([shell, control], reply =>
        {
            Assert.Equal(("kernel_info_reply", "ok", "5.4"), (reply.Type, reply.Status, reply.Text("protocol_version")));
            JsonElement language = reply.Content.GetProperty("language_info");
            Assert.Equal(("C#", ".cs"), (language.GetProperty("name").GetString(), language.GetProperty("file_extension").GetString()));
        });
        Assert.Equal(["busy", "idle"], Client.OutputsOf(onShell).Select(one => one.Text("execution_state")));
        Assert.Equal(["busy", "idle"], Client.OutputsOf(onControl).Select(one => one.Text("execution_state")));
    }

    [Fact]
    public void Execute_Value_ComesBetweenBusyAndIdle()
    {
        (Message reply, List<Message> outputs) = Client.Run("value 42");

        Assert.Equal(["status", "execute_input", "execute_result", "status"], outputs.Select(one => one.Type));
        Assert.Equal("42", outputs[2].Content.GetProperty("data").GetProperty("text/plain").GetString());
        Assert.Equal(1, outputs[2].Content.GetProperty("execution_count").GetInt32());
        Assert.Equal(("ok", 1), (reply.Status, reply.Content.GetProperty("execution_count").GetInt32()));
    }

    [Fact]
    public void Execute_JsonValue_StaysJsonAndHasPlainText()
    {
        (_, List<Message> outputs) = Client.Run("json {\"a\": [1, \"é\"]}");

        JsonElement data = outputs[2].Content.GetProperty("data");
        Assert.Equal("é", data.GetProperty("application/json").GetProperty("a")[1].GetString());
        Assert.Equal(JsonValueKind.String, data.GetProperty("text/plain").ValueKind);
    }

    [Fact]
    public void Execute_Displays_KeepTheirOrderAmongText()
    {
        (_, List<Message> outputs) = Client.Run("display it");

        Assert.Equal(
            ["status", "execute_input", "stream", "display_data", "update_display_data", "clear_output", "stream", "status"],
            outputs.Select(one => one.Type));
        Assert.Equal("id", outputs[3].Content.GetProperty("transient").GetProperty("display_id").GetString());
        Assert.Equal("it!", outputs[4].Content.GetProperty("data").GetProperty("text/plain").GetString());
        Assert.True(outputs[5].Content.GetProperty("wait").GetBoolean());
    }

    [Theory]
    [InlineData("fail badly", "Oops", "badly")]
    [InlineData("throw anything", "InvalidOperationException", "anything")]
    public void Execute_Failure_GivesOneErrorAndGoesOn(string code, string name, string value)
    {
        (Message reply, List<Message> outputs) = Client.Run(code);

        Assert.Equal(["status", "execute_input", "error", "status"], outputs.Select(one => one.Type));
        Assert.Equal((name, value), (outputs[2].Text("ename"), outputs[2].Text("evalue")));
        Assert.Equal(("error", name), (reply.Status, reply.Text("ename")));
        Assert.Equal("ok", Client.Run("value 1").Reply.Status);
    }

    [Fact]
    public void Execute_AfterAFailure_WhatWaitsIsAbortedAndLaterCellsRun()
    {
        Client.Execute("wait");
        string failed = Client.Execute("fail now");
        string waiting = Client.Execute("value 1");
        string asked = Client.SendShell("kernel_info_request", []);
        _running.Session.IsWaiting.Wait();
        _running.Server.Interrupt();

        Dictionary<string, Message> replies = Enumerable.Range(0, 4).Select(_ => Client.ShellReply()).ToDictionary(one => one.ParentId, StringComparer.Ordinal);

        Assert.Equal("aborted", replies[failed].Status);
        Assert.Equal("aborted", replies[waiting].Status);
        Assert.Equal("ok", replies[asked].Status);
        Assert.Equal("ok", Client.Run("value 2").Reply.Status);
    }

    [Fact]
    public void Execute_StopOnErrorFalse_RunsWhatWaits()
    {
        string failed = Client.Execute("fail now", ("stop_on_error", false));
        string next = Client.Execute("value 1");

        Dictionary<string, Message> replies = Enumerable.Range(0, 2).Select(_ => Client.ShellReply()).ToDictionary(one => one.ParentId, StringComparer.Ordinal);

        Assert.Equal(("error", "ok"), (replies[failed].Status, replies[next].Status));
    }

    [Fact]
    public void Execute_Silent_ShowsNothingAndCountsNothing()
    {
        (Message silent, List<Message> outputs) = Client.Run("print x", ("silent", true));
        (Message unstored, _) = Client.Run("value 1", ("store_history", false));
        (Message stored, _) = Client.Run("value 1");

        Assert.Equal(["status", "status"], outputs.Select(one => one.Type));
        Assert.Equal("ok", silent.Status);
        Assert.Equal((1, 1), (unstored.Content.GetProperty("execution_count").GetInt32(), stored.Content.GetProperty("execution_count").GetInt32()));
    }

    [Fact]
    public void Execute_UserExpressions_AreEvaluated()
    {
        (Message reply, _) = Client.Run("value 1", ("user_expressions", new JsonObject { ["good"] = "value 2", ["bad"] = "fail x" }));

        JsonElement values = reply.Content.GetProperty("user_expressions");
        Assert.Equal("2", values.GetProperty("good").GetProperty("data").GetProperty("text/plain").GetString());
        Assert.Equal("Oops", values.GetProperty("bad").GetProperty("ename").GetString());
    }

    [Fact]
    public void Execute_MoreTextThanAllowed_IsCutOffAndCounted()
    {
        (Message reply, List<Message> outputs) = Client.Run("flood 5000");

        string text = KernelClient.TextOf(outputs);
        Assert.Equal("ok", reply.Status);
        Assert.Equal(1000, text.IndexOf("\n[A cell's text is cut off after 1,000 characters;", StringComparison.Ordinal));
        Assert.EndsWith("[4,000 characters were not shown.]\n", text);
    }

    [Fact]
    public void Execute_TextInALoop_ComesInFewMessages()
    {
        using var running = new RunningServer();

        (_, List<Message> outputs) = running.Client.Run("flood 1000000");

        Assert.Equal(1_000_000, KernelClient.TextOf(outputs).Length);
        Assert.InRange(outputs.Count, 4, 60);
    }

    [Fact]
    public void Execute_LateText_GoesOutUnderItsOwnCell()
    {
        string late = Client.Execute("late news");
        Client.ShellReply();
        Client.Run("value 1");

        Message message;
        do
        {
            message = Client.Output();
        }
        while (message.Type != "stream");

        Assert.Equal((late, "news"), (message.ParentId, message.Text("text")));
    }

    [Fact]
    public void Execute_NameWithQuestionMark_PagesItsDocumentation()
    {
        (Message found, _) = Client.Run("known.Thing?");
        (Message missing, List<Message> outputs) = Client.Run("nothing?");

        JsonElement page = Assert.Single(found.Content.GetProperty("payload").EnumerateArray());
        Assert.Equal(("page", "known.Thing"), (page.GetProperty("source").GetString(), page.GetProperty("data").GetProperty("text/plain").GetString()));
        Assert.Empty(missing.Content.GetProperty("payload").EnumerateArray());
        Assert.Contains("nothing", KernelClient.TextOf(outputs), StringComparison.Ordinal);
    }

    [Fact]
    public void Input_Question_IsAnsweredByItsOwnFrontEnd()
    {
        using KernelClient other = _running.Connect();
        string id = Client.Execute("ask Name?", ("allow_stdin", true));
        Message question = Client.Question();
        other.SendInput("wrong", question.Id);
        Client.SendInput("stale", "another question");
        Client.SendInput("right", question.Id);

        Message result = Client.OutputsOf(id).Single(one => one.Type == "execute_result");

        Assert.Equal(("input_request", "Name?", id), (question.Type, question.Text("prompt"), question.ParentId));
        Assert.True(question.Content.GetProperty("password").GetBoolean());
        Assert.Equal("right", result.Content.GetProperty("data").GetProperty("text/plain").GetString());
    }

    [Fact]
    public void Input_FrontEndThatAllowsNone_IsToldSo()
    {
        (Message reply, _) = Client.Run("ask Name?");

        Assert.Contains("allow_stdin is false", reply.Text("evalue"), StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_Position_IsCountedInCodePoints()
    {
        Client.SendShell("complete_request", new JsonObject { ["code"] = "😀s.", ["cursor_pos"] = 3 });
        Message reply = Client.ShellReply();

        Assert.Equal(["Length", "ToString"], reply.Content.GetProperty("matches").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal((2, 3), (reply.Content.GetProperty("cursor_start").GetInt32(), reply.Content.GetProperty("cursor_end").GetInt32()));
        JsonElement type = reply.Content.GetProperty("metadata").GetProperty("_jupyter_types_experimental")[0];
        Assert.Equal(("Length", "property"), (type.GetProperty("text").GetString(), type.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("known😀x", 6, true, "known😀")]
    [InlineData("other", 2, false, null)]
    public void Inspect_Name_TellsWhatIsFound(string code, int position, bool isFound, string? text)
    {
        Client.SendShell("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = position, ["detail_level"] = 0 });
        Message reply = Client.ShellReply();

        Assert.Equal(isFound, reply.Content.GetProperty("found").GetBoolean());
        Assert.Equal(text, reply.Content.GetProperty("data").TryGetProperty("text/plain", out JsonElement found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData("x", "complete", null)]
    [InlineData("  if (x) {", "incomplete", "      ")]
    [InlineData(")", "invalid", null)]
    public void IsComplete_Code_IsJudged(string code, string status, string? indent)
    {
        Client.SendShell("is_complete_request", new JsonObject { ["code"] = code });
        Message reply = Client.ShellReply();

        Assert.Equal(status, reply.Status);
        Assert.Equal(indent, reply.Content.TryGetProperty("indent", out JsonElement found) ? found.GetString() : null);
    }

    [Fact]
    public void History_TailWithOutput_HasCodeAndResult()
    {
        Client.Run("value 1");
        Client.Run("print x");
        Client.SendShell("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = true, ["raw"] = true });

        Assert.Equal("""[[1,1,["value 1","1"]],[1,2,["print x",null]]]""", Client.ShellReply().Content.GetProperty("history").GetRawText());
    }

    [Fact]
    public void Comms_NoneAreKnown_AndOneThatIsOpenedIsClosed()
    {
        Client.SendShell("comm_info_request", []);
        Assert.Empty(Client.ShellReply().Content.GetProperty("comms").EnumerateObject());
        string id = Client.SendShell("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "t", ["data"] = new JsonObject() });

        List<Message> outputs = Client.OutputsOf(id);

        Assert.Equal(["status", "comm_close", "status"], outputs.Select(one => one.Type));
        Assert.Equal("c1", outputs[1].Text("comm_id"));
    }

    [Theory]
    [InlineData("debug_request")]
    [InlineData("nobody_knows_request")]
    [InlineData("")]
    public void UnknownType_OnBothChannels_IsBusyThenIdle(string type)
    {
        string onShell = Client.SendShell(type, []);
        string onControl = Client.SendControl(type, []);

        Assert.Equal(2, Client.OutputsOf(onShell).Count);
        Assert.Equal("ok", Client.Run("value 1").Reply.Status);
        Assert.NotEqual(onShell, onControl);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interrupt_OnEitherChannel_StopsTheCellAtOnce(bool isOnControl)
    {
        string cell = Client.Execute("wait");
        _running.Session.IsWaiting.Wait();
        string interrupt = isOnControl ? Client.SendControl("interrupt_request", []) : Client.SendShell("interrupt_request", []);

        Message[] replies = isOnControl ? [Client.ControlReply(), Client.ShellReply()] : [Client.ShellReply(), Client.ShellReply()];

        Assert.Equal("ok", replies.Single(one => one.Type == "interrupt_reply" && one.ParentId == interrupt).Status);
        Assert.Equal("error", replies.Single(one => one.Type == "execute_reply" && one.ParentId == cell).Status);
    }

    [Fact]
    public void Control_WhileACellRuns_IsAnswered()
    {
        Client.Execute("wait");
        _running.Session.IsWaiting.Wait();
        Client.SendControl("kernel_info_request", []);

        Assert.Equal("kernel_info_reply", Client.ControlReply().Type);
        Client.Heartbeat.Send([], [1]);
        Assert.Equal([[], [1]], Client.Heartbeat.Receive());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shutdown_OnControl_IsAnsweredAndEndsServing(bool restart)
    {
        Client.SendControl("shutdown_request", new JsonObject { ["restart"] = restart });

        _running.Server.WaitForStop();
        Message reply = Client.ControlReply();

        Assert.Equal(("shutdown_reply", restart), (reply.Type, reply.Content.GetProperty("restart").GetBoolean()));
    }
}
