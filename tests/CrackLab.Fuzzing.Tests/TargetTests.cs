using CrackLab.Fuzzing.Running;
using CrackLab.Fuzzing.Targets;

namespace CrackLab.Fuzzing.Tests;

/// <summary>A short run of every target, the same each time: what the long runs of docs/reliability.md found stays mended, and the mutators stay alive.</summary>
public sealed class TargetTests
{
    private const int Choices = 16;
    private const int MostCut = 3000;

    /// <summary>Targets whose files tell their length: every one that is cut must be refused.</summary>
    private static readonly string[] Whole = ["safetensors", "onnx", "architecture", "notebook"];

    public static TheoryData<string, int> Runs => [.. AllTargets.ByName.Keys.Select(name => (name, name is "jpeg" or "png" or "bmp" or "exif" ? 2000 : 400))];

    public static TheoryData<string> Names => [.. AllTargets.ByName.Keys];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_OfAFewInputs_ShowsNoDefect(string name, int inputs)
    {
        FuzzReport report = new FuzzRun(AllTargets.ByName[name], new FuzzOptions { Inputs = inputs, Seed = 20190 }).Run();

        Assert.Empty(report.Defects.Select(defect => $"{name}, number {defect.Value.Number}: {defect.Value.Defect.Text}"));
        Assert.Equal(inputs, report.Inputs);
        Assert.True(report.Accepted > inputs / 20, $"only {report}");
        if (name is not ("exif" or "run")) Assert.True(report.Reasons.Count >= 3, $"only {report}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FindingsOfOld_Again_ShowNoDefect(string name)
    {
        using FuzzTarget target = AllTargets.ByName[name]();
        foreach (FuzzSeed seed in target.Seeds)
        {
            for (ulong choice = 0; choice < Choices; choice++)
            {
                Verdict verdict = Judge.Of(target, seed.Bytes, choice << 3);
                Assert.True(verdict.Defect is null, $"{seed.Name}: {verdict.Defect?.Text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SmallFiles_CutAtEveryByte_ShowNoDefect(string name)
    {
        using FuzzTarget target = AllTargets.ByName[name]();
        int cut = 0;
        foreach (FuzzSeed seed in target.SoundSeeds.OrderBy(seed => seed.Bytes.Length))
        {
            if (cut > 0 && cut + seed.Bytes.Length > MostCut) break;
            cut += seed.Bytes.Length;
            for (int length = 0; length < seed.Bytes.AsSpan().TrimEnd(" \n"u8).Length; length++)
            {
                Verdict verdict = Judge.Of(target, seed.Bytes[..length], (ulong)length << 3);
                Assert.True(verdict.Defect is null, $"{seed.Name} cut at byte {length}: {verdict.Defect?.Text}");
                Assert.True(verdict.Reason is not null || !Whole.Contains(name, StringComparer.Ordinal), $"{seed.Name} cut at byte {length} was read");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inputs_OfOneSeed_AreTheSameEachTime(string name)
    {
        using FuzzTarget target = AllTargets.ByName[name](), again = AllTargets.ByName[name]();
        for (long number = 0; number < 50; number++)
        {
            (byte[] input, ulong random) = InputMaker.Make(target, 7, number);
            Assert.Equal((Convert.ToHexString(input), random), Hex(InputMaker.Make(again, 7, number)));
        }

        static (string, ulong) Hex((byte[] Input, ulong Random) made) => (Convert.ToHexString(made.Input), made.Random);
    }
}
