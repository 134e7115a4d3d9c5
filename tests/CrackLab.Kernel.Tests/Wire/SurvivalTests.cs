using System.Diagnostics;
using System.Text;
using CrackLab.Kernel.Tests.Hosting;
using CrackLab.Kernel.Tests.Transport;
using Message = CrackLab.Kernel.Tests.Hosting.KernelClient.Message;

namespace CrackLab.Kernel.Tests.Wire;

/// <summary>What a kernel must live through, in a real process with real C#.</summary>
[Collection(KernelProcesses.Name)]
public sealed class SurvivalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Messages_TenThousandBadOnes_LeaveItAlive()
    {
        using var kernel = new KernelProcess();
        var random = new Random(42);
        using ZmtpClient shell = ZmtpClient.Connect(kernel.EndPoints[0], "DEALER");
        using ZmtpClient control = ZmtpClient.Connect(kernel.EndPoints[1], "DEALER");
        for (int i = 0; i < 10_000; i++)
            (i % 2 == 0 ? shell : control).Send(BadMessage(kernel.Client, i % 8, random));
        for (int i = 0; i < 100; i++)
            BadConnection(kernel, random);

        AssertAlive(kernel.Client);
        using KernelClient another = kernel.Connect();
        AssertAlive(another);
    }

    [Fact]
    public void BackgroundThread_Throwing_IsToldAndLeavesItAlive()
    {
        using var kernel = new KernelProcess();

        (Message reply, List<Message> outputs) = kernel.Client.Run(
            """
            var thread = new System.Threading.Thread(() => throw new InvalidOperationException("from behind"));
            thread.Start();
            System.Threading.Thread.Sleep(500);
            """);

        Assert.Equal("ok", reply.Status);
        Assert.Contains("from behind", KernelClient.TextOf(outputs, "stderr"), StringComparison.Ordinal);
        AssertAlive(kernel.Client);
    }

    [Fact]
    public void Printing_HundredMegabytes_IsCutOffAndSaidSo()
    {
        using var kernel = new KernelProcess();
        var watch = Stopwatch.StartNew();

        (Message reply, List<Message> outputs) = kernel.Client.Run(
            """
            string line = new string('x', 999);
            for (int i = 0; i < 100_000; i++) Console.WriteLine(line);
            """);

        string text = KernelClient.TextOf(outputs);
        Assert.Equal("ok", reply.Status);
        Assert.InRange(text.Length, 4 << 20, (4 << 20) + 1000);
        Assert.Contains("cut off after", text, StringComparison.Ordinal);
        Assert.EndsWith("characters were not shown.]\n", text);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        AssertAlive(kernel.Client);
    }

    [Fact]
    public void Memory_UsedUp_IsAnErrorOfTheCellAndCanBeFreed()
    {
        // 256 MiB, in hexadecimal.
        using var kernel = new KernelProcess(("DOTNET_GCHeapHardLimit", "10000000"));
        kernel.Client.Run("var hoard = new List<byte[]>();");

        (Message reply, _) = kernel.Client.Run("while (true) hoard.Add(new byte[1_000_000]);");

        Assert.Equal(("error", "OutOfMemoryException"), (reply.Status, reply.Text("ename").Split('.')[^1]));
        Message freed = kernel.Client.Run("hoard = null; GC.Collect();").Reply;
        Assert.True(freed.Status == "ok", freed.Content.ToString());
        AssertAlive(kernel.Client);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interrupt_EndlessLoop_StopsWithinASecondAndKeepsState(bool isOnControl)
    {
        using var kernel = new KernelProcess();
        kernel.Client.Run("int kept = 41;");
        string cell = kernel.Client.Execute("kept++; while (true) { }");
        Thread.Sleep(Second);
        var watch = Stopwatch.StartNew();
        if (isOnControl)
            kernel.Client.SendControl("interrupt_request", []);
        else
            kernel.Client.SendShell("interrupt_request", []);

        Message reply;
        do
        {
            reply = kernel.Client.ShellReply();
        }
        while (reply.ParentId != cell);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Second);
        Assert.Equal("error", reply.Status);
        Assert.Single(kernel.Client.OutputsOf(cell), message => message.Type == "error");
        Assert.Equal("42", ValueOf(kernel.Client, "kept"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shutdown_WhileACellRuns_EndsTheProcess(bool restart)
    {
        using var kernel = new KernelProcess();
        kernel.Client.Execute("while (true) { }");
        Thread.Sleep(Second);
        kernel.Client.SendControl("shutdown_request", new() { ["restart"] = restart });

        Message reply = kernel.Client.ControlReply();
        await kernel.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.Equal(("shutdown_reply", restart), (reply.Type, reply.Content.GetProperty("restart").GetBoolean()));
        Assert.Equal(0, kernel.Process.ExitCode);
        using var next = new KernelProcess();
        AssertAlive(next.Client);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_ToTheProcess_EndsItOrInterruptsTheCell(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var kernel = new KernelProcess();
        string cell = kernel.Client.Execute("while (true) { }");
        Thread.Sleep(Second);
        using Process kill = Process.Start("kill", ["-s", signal, $"{kernel.Process.Id}"]);

        if (signal == "TERM")
        {
            await kernel.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            Assert.Equal(0, kernel.Process.ExitCode);
        }
        else
        {
            Message reply = kernel.Client.ShellReply();
            Assert.Equal((cell, "error"), (reply.ParentId, reply.Status));
            AssertAlive(kernel.Client);
        }
    }

    [Fact]
    public async Task Parent_Dies_EndsTheProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the variable holds no process id.");
        using Process parent = Process.Start("sleep", ["1000"]);
        using var kernel = new KernelProcess(("JPY_PARENT_PID", $"{parent.Id}"));
        AssertAlive(kernel.Client);

        parent.Kill();

        await kernel.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    private static void AssertAlive(KernelClient client) => Assert.Equal("3", ValueOf(client, "1 + 2"));

    private static string? ValueOf(KernelClient client, string code) => client.Run(code).Outputs
        .Single(message => message.Type == "execute_result").Content.GetProperty("data").GetProperty("text/plain").GetString();

    private static byte[][] BadMessage(KernelClient client, int kind, Random random)
    {
        byte[][] frames = client.Frames("execute_request", new() { ["code"] = "Environment.Exit(1)" }).Frames;
        switch (kind)
        {
            case 0:
                frames[1] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomBytes(random, 32)));
                return frames;
            case 1:
                return frames[..random.Next(1, frames.Length)];
            case 2:
                frames[random.Next(2, frames.Length)] = RandomBytes(random, random.Next(100));
                return frames;
            case 3:
                return [RandomBytes(random, random.Next(300))];
            case 4:
                return client.Frames("no_such_request", []).Frames;
            case 5:
                frames[1] = [];
                return frames;
            case 6:
                return client.Frames("inspect_request", new() { ["code"] = 7, ["cursor_pos"] = "x" }).Frames;
            default:
                return client.Frames("history_request", new() { ["hist_access_type"] = "tail", ["n"] = -1 }).Frames;
        }
    }

    private static void BadConnection(KernelProcess kernel, Random random)
    {
        try
        {
            using ZmtpClient client = ZmtpClient.Raw(kernel.EndPoints[random.Next(kernel.EndPoints.Count)]);
            if (random.Next(2) == 0)
            {
                client.Greet();
                client.SendReady(random.Next(2) == 0 ? "DEALER" : "SUB");
            }

            client.Stream.Write(RandomBytes(random, random.Next(200)));
        }
        catch (IOException)
        {
            // The kernel hung up first.
        }
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
