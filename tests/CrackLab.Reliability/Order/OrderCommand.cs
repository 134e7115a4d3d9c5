using System.CommandLine;
using System.Diagnostics;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Order;

/// <summary>order: reads from the system calls of the real command whether a power cut finds things in the right order.</summary>
internal static class OrderCommand
{
    private const string OtherDisk = "/dev/shm";

    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Verbs whose name holds this.", HelpName = "TEXT" };
        var command = new Command("order", "Reads from the system calls whether files are flushed before they get their names.") { only };
        command.SetAction(result =>
        {
            if (Strace.Missing is { } missing)
            {
                Console.WriteLine($"skipped: {missing}");
                return 0;
            }

            using var place = new Workplace();
            Console.WriteLine("| verb | files named | folder flushed behind | photos moved | faults |");
            Console.WriteLine("|---|---|---|---|---|");
            string target = place.New("order");
            var works = new Works(place);
            List<Work> all = [.. works.All(target)];
            if (Directory.Exists(OtherDisk))
            {
                string aside = Path.Combine(OtherDisk, Path.GetFileName(Path.GetDirectoryName(target)!));
                all.Add(new Work("clean across disks", aside, ["clean", works.Copy(), "--to", aside]));
            }

            List<string> faults = [];
            RequireEyes(place.New("control"));
            foreach (Work work in all.Where(one => one.Name.Contains(result.GetValue(only) ?? "", StringComparison.OrdinalIgnoreCase)))
            {
                string file = place.Below("order.trace");
                var command = new Cracklab { Folder = place.Below(""), Cache = Path.Combine(place.New("cold"), "cache"), Before = Strace.Tracing(file, FlushTrace.Calls) };
                command.Run(work.Arguments).Done();
                FlushTrace trace = FlushTrace.Read(file);
                faults.AddRange(trace.Faults.Select(fault => $"{work.Name}: {fault}"));
                Console.WriteLine($"| {work.Name} | {trace.Renames} | {trace.Settled} | {trace.Moves} | {trace.Faults.Count} |");
                if (work.Target.StartsWith(OtherDisk, StringComparison.Ordinal))
                {
                    Directory.Delete(work.Target, recursive: true);
                }
            }

            faults.ForEach(Console.Error.WriteLine);
            return faults.Count == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>Requires that a shell that flushes nothing is found out: else no fault would mean nothing.</summary>
    private static void RequireEyes(string folder)
    {
        string file = Path.Combine(folder, "trace");
        string[] words = [.. Strace.Tracing(file, FlushTrace.Calls), "/bin/sh", "-c", "echo x > \"$0/a\"; mv \"$0/a\" \"$0/b\"", folder];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder })!;
        process.WaitForExit();
        BrokenPromise.Unless(FlushTrace.Read(file).Faults.Count == 1, "expected a shell that renames what it has not flushed to be found out, received no fault");
    }
}
