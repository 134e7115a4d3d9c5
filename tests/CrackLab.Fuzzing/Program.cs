using System.CommandLine;
using CrackLab.Fuzzing.Guided;
using CrackLab.Fuzzing.Running;
using CrackLab.Fuzzing.Targets;

namespace CrackLab.Fuzzing;

/// <summary>Throws mutated files and messages at everything that reads them; each input follows from a seed and its number.</summary>
internal static class Program
{
    private static readonly Argument<string[]> Names = new("TARGET") { Description = $"all, or some of {string.Join(", ", AllTargets.ByName.Keys)}.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<long> Inputs = new("--inputs") { Description = "Inputs to try on each target.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "What the inputs follow from.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<long> From = new("--from") { Description = "Number of the first input.", HelpName = "N" };
    private static readonly Option<double> Time = new("--time") { Description = "Seconds after which no more inputs are begun.", HelpName = "S" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Inputs tried at the same time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<string> Findings = new("--findings") { Description = "Folder for inputs that show a defect.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzzing", "findings") };
    private static readonly Option<string?> Corpus = new("--corpus") { Description = "Folder with more seeds, a folder for each target; a guided run adds to it.", HelpName = "DIR" };
    private static readonly Option<bool> Guided = new("--guided") { Description = "Keeps inputs that reach new branches and goes on from them; on one thread." };
    private static readonly Option<bool> Kinds = new("--reasons") { Description = "Lists the kinds of refusals." };
    private static readonly Option<long?> Number = new("--number") { Description = "Tries the one input of this number and tells all of it.", HelpName = "N" };
    private static readonly Option<string?> Out = new("--out") { Description = "With --number: writes that input to a file.", HelpName = "FILE" };
    private static readonly Option<string?> Minimize = new("--minimize") { Description = "Makes a file that shows a defect smaller while it still shows it.", HelpName = "FILE" };
    private static readonly Option<string?> Standing = new("--standing") { Hidden = true };
    private static readonly Option<bool> GuidedWorker = new("--guided-worker") { Hidden = true };

    /// <summary>0: no defects. 1: some. 2: wrong usage.</summary>
    public static int Main(string[] args)
    {
        var command = new RootCommand("Throws mutated files and messages at everything that reads them.")
        {
            Names, Inputs, Seed, From, Time, Threads, Findings, Corpus, Guided, Kinds, Number, Out, Minimize, Standing, GuidedWorker,
        };
        command.SetAction(result =>
        {
            string[] given = result.GetRequiredValue(Names);
            string[] targets = given.Contains("all", StringComparer.Ordinal) ? [.. AllTargets.ByName.Keys] : given;
            if (targets.FirstOrDefault(name => !AllTargets.ByName.ContainsKey(name)) is { } unknown)
            {
                Console.Error.WriteLine($"TARGET: expected all, or some of {string.Join(", ", AllTargets.ByName.Keys)}, received '{unknown}'.");
                return 2;
            }

            return targets.Max(target => Run(target, result, args));
        });
        return command.Parse(args).Invoke();
    }

    private static int Run(string target, ParseResult result, string[] args)
    {
        FuzzOptions options = new()
        {
            Inputs = result.GetValue(Inputs),
            Seed = result.GetValue(Seed),
            From = result.GetValue(From),
            Time = result.GetValue(Time),
            Threads = Math.Max(1, result.GetValue(Threads)),
            Findings = result.GetValue(Findings),
            Corpus = result.GetValue(Corpus),
        };
        if (result.GetValue(GuidedWorker)) return GuidedRun.Work(target, options);
        if (result.GetValue(Guided)) return Instrumenter.Run(target, options);
        SeedFiles.More = options.Corpus;
        Func<FuzzTarget> create = AllTargets.ByName[target];
        if (result.GetValue(Minimize) is { } file) return Minimizer.Run(create, file);
        if (result.GetValue(Number) is { } number) return Tell(create, options.Seed, number, result.GetValue(Out));
        return result.GetValue(Standing) is { } standing ? Work(target, create, options, standing, result.GetValue(Kinds)) : Supervisor.Run(target, create, options, args);
    }

    private static int Work(string name, Func<FuzzTarget> create, FuzzOptions options, string path, bool listsKinds)
    {
        using var standing = new Standing(options.Threads, path);
        Watchdog.Start(standing);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        FuzzReport report = new FuzzRun(create, options, standing).Run();
        Console.WriteLine(FormattableString.Invariant($"{name}, seed {options.Seed}, from {options.From}: {report} ({watch.Elapsed.TotalSeconds:0} s)"));
        foreach ((Defect defect, long number, long count) in report.Defects.Values)
        {
            Console.WriteLine($"  {defect.Kind}, {count} inputs, first {number}: {defect.Signature}");
        }

        if (listsKinds)
        {
            foreach ((string kind, long count) in report.Reasons.OrderByDescending(reason => reason.Value)) Console.WriteLine(FormattableString.Invariant($"  {count,9} {kind}"));
        }

        return report.Defects.Count > 0 ? 1 : 0;
    }

    private static int Tell(Func<FuzzTarget> create, ulong seed, long number, string? output)
    {
        using FuzzTarget target = create();
        (byte[] input, ulong random) = InputMaker.Make(target, seed, number);
        if (output is not null) File.WriteAllBytes(output, input);
        Verdict verdict = Judge.Of(target, input, random);
        Console.WriteLine(FormattableString.Invariant($"{input.Length} bytes, {verdict.Time.TotalMilliseconds:0.000} ms, {verdict.Memory:0.00} of the memory: {verdict.Reason ?? "read"}"));
        if (verdict.Defect is not { } defect) return 0;
        Console.WriteLine($"{defect.Kind}: {defect.Signature}\n{defect.Text}");
        return 1;
    }
}
