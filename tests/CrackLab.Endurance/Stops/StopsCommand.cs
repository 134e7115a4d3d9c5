using System.CommandLine;
using System.Globalization;

namespace CrackLab.Endurance.Stops;

/// <summary>stops: starts every verb that can take long, stops it at several moments, and tells how long it took to end.</summary>
internal static class StopsCommand
{
    private const double Most = 1.0;

    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "Only commands whose names begin so.", HelpName = "NAME" };
        var moments = new Option<int>("--moments") { Description = "Random moments for each, one in every equal part of the time that it takes.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var longest = new Option<double>("--longest") { Description = "How much of the time that one takes is looked at, in seconds.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
        var seed = new Option<int>("--seed") { Description = "What the moments follow from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var all = new Option<bool>("--all") { Description = "Tell every moment, not just the slowest of each." };
        var command = new Command("stops", "Sends SIGINT and SIGTERM to every verb that can take long, and measures until its process has ended.") { only, moments, longest, seed, all };
        command.SetAction((result, _) => Run(
            result.GetValue(only) ?? [], new Moments(result.GetValue(moments), TimeSpan.FromSeconds(result.GetValue(longest)), result.GetValue(seed)), result.GetValue(all)));
        return command;
    }

    private static async Task<int> Run(string[] only, Moments moments, bool all)
    {
        if (OperatingSystem.IsWindows() || Signals.IsInterruptIgnored())
        {
            Console.Error.WriteLine("stops: expected a system where children see SIGINT, received one where they do not. Run it in the foreground, on Linux or macOS.");
            return 1;
        }

        using var scene = new StopScene(CommandPath.Find());
        StopCase[] cases = [.. StopCases.Of(scene).Where(one => only.Length == 0 || only.Any(name => one.Name.StartsWith(name, StringComparison.Ordinal)))];
        var run = new StopRun(CommandPath.Find(), scene);
        Console.WriteLine("| command | takes, s | stopped | slowest end, s | of it processors, s | signal, at s | middle, s | load | what is wrong |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|---:|---:|---|");
        int faults = 0;
        foreach (StopCase one in cases)
        {
            faults += await Run(run, one, moments, all).ConfigureAwait(false);
        }

        return faults == 0 ? 0 : 1;
    }

    private static async Task<int> Run(StopRun run, StopCase one, Moments moments, bool all)
    {
        TimeSpan whole = run.Measure(one, one.IsEndless ? moments.Endless : moments.Longest);
        var results = new List<StopResult>();
        foreach ((int i, TimeSpan moment) in moments.Of(one.Name, whole).Index())
        {
            results.Add(await run.Stop(one, moment, i % 2 == 0 ? Signals.Interrupt : Signals.Terminate).ConfigureAwait(false));
            if (all) Console.WriteLine(Line(results[^1]));
        }

        StopResult[] stopped = [.. results.Where(result => result.Seconds is not null).OrderByDescending(result => result.Seconds)];
        string wrong = string.Join("; ", results.Select(result => result.Fault).OfType<string>().Distinct(StringComparer.Ordinal));
        if (stopped.Length == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {one.Name} | {whole.TotalSeconds:0.0} | 0 | | | | | {Load()} | {wrong} |"));
            return wrong.Length == 0 ? 0 : 1;
        }

        StopResult worst = stopped[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {one.Name} | {whole.TotalSeconds:0.0} | {stopped.Length} | {worst.Seconds:0.00} | {worst.ProcessorSeconds:0.00} | {worst.Signal}, {worst.Moment:0.0} | {stopped[stopped.Length / 2].Seconds:0.00} | {Load()} | {wrong} |"));
        return wrong.Length > 0 || worst.Seconds > Most ? 1 : 0;
    }

    private static string Line(StopResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"    {result.Moment:0.00} s {result.Signal}: {(result.Seconds is { } seconds ? seconds.ToString("0.000", CultureInfo.InvariantCulture) : "ended before")} s, processors {result.ProcessorSeconds:0.00} s, {result.Where} {result.Fault}");

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";
}
