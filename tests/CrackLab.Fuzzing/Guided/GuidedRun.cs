using System.Diagnostics;
using System.Security.Cryptography;
using CrackLab.Fuzzing.Running;
using CrackLab.Fuzzing.Targets;

namespace CrackLab.Fuzzing.Guided;

/// <summary>Keeps inputs that reach new branches, and makes further inputs from them. Runs among instrumented assemblies.</summary>
internal static class GuidedRun
{
    /// <summary>Runs a target on this thread.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="options">What to run; kept inputs go into its corpus.</param>
    /// <returns>0 for no defects, 1 for some.</returns>
    public static int Work(string name, FuzzOptions options)
    {
        var map = new CoverageMap(); // before any instrumented code runs
        SeedFiles.More = options.Corpus;
        using FuzzTarget target = AllTargets.ByName[name]();
        var report = new FuzzReport();
        List<byte[]> kept = [.. target.Seeds.Select(seed => seed.Bytes)];
        foreach (byte[] seed in kept)
        {
            for (ulong i = 0; i < 16; i++) Try(target, seed, i << 3, map);
        }

        int seeds = kept.Count, first = map.Branches;
        var watch = Stopwatch.StartNew();
        for (long number = 0; number < options.Inputs && (options.Time <= 0 || watch.Elapsed.TotalSeconds < options.Time); number++)
        {
            var random = FuzzRandom.For(options.Seed, $"{name} guided", number);
            byte[] from = kept[random.OneIn(3) ? random.Below(kept.Count) : kept.Count - 1 - random.Small(kept.Count)];
            byte[] input = InputMaker.Mutate(target, from, random);
            ulong choices = random.Next();
            (Verdict verdict, bool isNew) = Try(target, input, choices, map);
            if (isNew)
            {
                kept.Add(input);
                Keep(options.Corpus, name, input);
            }

            if (report.Add(verdict, number) && options.Findings is { } folder)
            {
                Finding.Save(folder, name, input, verdict.Defect!, $"guided, seed {options.Seed}, number {number}");
            }
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{name}, guided, seed {options.Seed}: {report}; branches {first} by {seeds} seeds, {map.Branches} by {kept.Count - seeds} inputs more ({watch.Elapsed.TotalSeconds:0} s)"));
        foreach ((Defect defect, long number, long count) in report.Defects.Values) Console.WriteLine($"  {defect.Kind}, {count} inputs, first {number}: {defect.Signature}");
        return report.Defects.Count > 0 ? 1 : 0;
    }

    private static (Verdict Verdict, bool IsNew) Try(FuzzTarget target, byte[] input, ulong choices, CoverageMap map)
    {
        map.Clear();
        Verdict verdict = Judge.Of(target, input, choices);
        return (verdict, map.Take());
    }

    private static void Keep(string? corpus, string target, byte[] input)
    {
        if (corpus is null) return;
        string folder = Path.Combine(corpus, target);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8))), input);
    }
}
