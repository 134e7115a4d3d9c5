using System.Diagnostics;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Tests;

/// <summary>What the harness must not overlook.</summary>
public sealed class JudgeTests
{
    [Fact]
    public void Of_InputThatIsReadOrRefused_IsNoDefect()
    {
        Assert.Equal((null, null), Judged(_ => { }));
        Assert.Equal(("a reason", null), Judged(_ => throw new InvalidDataException("a reason")));
    }

    [Fact]
    public void Of_AnotherException_IsACrashAtItsPlace()
    {
        Defect defect = Judged(_ => throw new InvalidOperationException("x")).Defect!;

        Assert.Equal(DefectKind.Crash, defect.Kind);
        Assert.StartsWith("InvalidOperationException at CrackLab.Fuzzing.Tests.JudgeTests", defect.Signature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Of_RefusalWithoutAReason_IsADefect(string reason) =>
        Assert.Equal(DefectKind.Refusal, Judged(_ => throw new InvalidDataException(reason)).Defect!.Kind);

    [Fact]
    public void Of_RefusalAsLongAsAFile_IsADefect() =>
        Assert.Equal(DefectKind.Refusal, Judged(_ => throw new InvalidDataException(new string('x', 10_000))).Defect!.Kind);

    [Fact]
    public void Of_MoreMemoryThanTheBound_IsADefect() =>
        Assert.Equal(DefectKind.Memory, Judged(_ => GC.KeepAlive(new byte[2_000_000])).Defect!.Kind);

    [Fact]
    public void Of_MoreThanASecondOfWork_IsADefect() => Assert.Equal(DefectKind.Slow, Judged(_ =>
    {
        TimeSpan start = ThreadTime.Now;
        while (ThreadTime.Now - start < TimeSpan.FromSeconds(1.1)) Thread.SpinWait(1000);
    }).Defect!.Kind);

    [Fact]
    public void Of_TwoReadingsThatDiffer_IsADefect() =>
        Assert.Equal(DefectKind.Contradiction, Judged(_ => { }, () => throw new ContradictionException("x")).Defect!.Kind);

    [Fact]
    public void Minimize_InputWithOneBadByte_LeavesThatByteAlone()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, [.. new byte[500], 7, .. new byte[300]]);
        try
        {
            int code = Minimizer.Run(() => new FakeTarget(input => { if (input.Contains((byte)7)) throw new UnreachableException(); }), file);

            Assert.Equal(0, code);
            Assert.Equal([7], File.ReadAllBytes($"{file}.min"));
        }
        finally
        {
            File.Delete(file);
            File.Delete($"{file}.min");
        }
    }

    [Fact]
    public void Run_OnSeveralThreads_TriesEachNumberOnce()
    {
        int runs = 0;
        FuzzReport report = new FuzzRun(() => new FakeTarget(_ => Interlocked.Increment(ref runs)), new FuzzOptions { Inputs = 1001, Threads = 3 }).Run();

        Assert.Equal((1001, 1001, 1001), ((int)report.Inputs, (int)report.Accepted, runs));
    }

    private static (string? Reason, Defect? Defect) Judged(Action<byte[]> run, Action? compare = null)
    {
        using var target = new FakeTarget(run, compare);
        Verdict verdict = Judge.Of(target, [1], 0);
        return (verdict.Reason, verdict.Defect);
    }
}
