using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;
using CrackLab.Engine.Simd;

namespace CrackLab.Benchmarks.Workers;

/// <summary>worker: our side of one comparison, in a process of its own. peers/peer.py is the other side.</summary>
internal static class WorkerCommand
{
    /// <summary>The variant that takes what instruction set the machine has.</summary>
    public const string BestVariant = "best";

    /// <summary>The variant that computes on the plug-in TorchSharp instead.</summary>
    public const string TorchVariant = "torch";

    public static Command Create()
    {
        var verb = new Argument<string>("VERB") { Description = "check or time" };
        var work = new Argument<Work>("WORK");
        var folder = new Argument<string>("FOLDER");
        var variant = new Argument<string>("VARIANT") { Description = "best, torch, or the instruction set that must be in use" };
        var threads = new Argument<int>("THREADS");
        var output = new Argument<string?>("OUTPUT") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("worker", "Runs one work for the command peers.") { verb, work, folder, variant, threads, output };
        command.Hidden = true;
        command.SetAction(result =>
        {
            IEngine engine = Engine(result.GetRequiredValue(variant), result.GetRequiredValue(threads));
            bool checking = result.GetRequiredValue(verb) == "check";
            IWorkload workload = Make(result.GetRequiredValue(work), result.GetRequiredValue(folder), engine, checking);
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

    private static IWorkload Make(Work work, string folder, IEngine engine, bool checking) => work.IsPictures()
        ? new PictureWorkload(folder, resizes: work == Work.Resize)
        : new NetworkWorkload(work, folder, engine, checking);

    private static IEngine Engine(string variant, int threads)
    {
        if (variant == TorchVariant)
        {
            return EnginePlugin.Torch.Create(new EngineOptions { Threads = threads });
        }

        RequireInstructionSet(variant);
        return new SimdEngine(threads);
    }

    private static void RequireInstructionSet(string variant)
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
