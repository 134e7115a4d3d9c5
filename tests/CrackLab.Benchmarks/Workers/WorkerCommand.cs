using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CrackLab.Engine.Simd;

namespace CrackLab.Benchmarks.Workers;

/// <summary>worker: our side of one comparison, in a process of its own. peers/peer.py is the other side.</summary>
internal static class WorkerCommand
{
    /// <summary>The variant that takes what instruction set the machine has.</summary>
    public const string BestVariant = "best";

    public static Command Create()
    {
        var verb = new Argument<string>("VERB") { Description = "check or time" };
        var work = new Argument<Work>("WORK");
        var folder = new Argument<string>("FOLDER");
        var variant = new Argument<string>("VARIANT") { Description = "best, or the instruction set that must be in use" };
        var threads = new Argument<int>("THREADS");
        var output = new Argument<string?>("OUTPUT") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("worker", "Runs one work for the command peers.") { verb, work, folder, variant, threads, output };
        command.Hidden = true;
        command.SetAction(result =>
        {
            RequireVariant(result.GetRequiredValue(variant));
            bool checking = result.GetRequiredValue(verb) == "check";
            IWorkload workload = Make(result.GetRequiredValue(work), result.GetRequiredValue(folder), result.GetRequiredValue(threads), checking);
            if (checking)
            {
                File.WriteAllBytes(result.GetValue(output)!, MemoryMarshal.AsBytes<float>(workload.Check()));
            }
            else
            {
                Answer(workload);
            }
        });
        return command;
    }

    private static IWorkload Make(Work work, string folder, int threads, bool checking) => work.IsPictures()
        ? new PictureWorkload(folder, resizes: work == Work.Resize)
        : new NetworkWorkload(work, folder, threads, checking);

    private static void RequireVariant(string variant)
    {
        if (variant != BestVariant && InstructionSets.Best.ToString() != variant)
        {
            throw new InvalidOperationException(
                $"worker: expected {variant} in use, received {InstructionSets.Best}. Set the DOTNET_Enable variables of this machine's runtime.");
        }
    }

    private static void Answer(IWorkload workload)
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            if (line.StartsWith("run ", StringComparison.Ordinal))
            {
                int rounds = int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
                int count = 0;
                long start = Stopwatch.GetTimestamp();
                for (int round = 0; round < rounds; round++)
                {
                    count += workload.Run();
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {Stopwatch.GetElapsedTime(start).TotalSeconds}"));
            }
            else if (line == "memory")
            {
                using var self = Process.GetCurrentProcess();
                Console.WriteLine(self.PeakWorkingSet64);
            }
        }
    }
}
