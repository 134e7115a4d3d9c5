using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Fuzzing.Running;

/// <summary>Runs the work in a process of its own: what ends that process (a stack that overflows, a hang) is a finding too, and the run goes on behind it.</summary>
internal static class Supervisor
{
    private const int MostDeaths = 20;

    /// <summary>Runs a target.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="options">What to run.</param>
    /// <param name="args">The command line, which the process gets too.</param>
    /// <returns>0 for no defects, 1 for some.</returns>
    public static int Run(string target, Func<FuzzTarget> create, FuzzOptions options, string[] args)
    {
        string standing = Path.GetTempFileName();
        try
        {
            string[] passed = [target, .. Passed(args)];
            long from = options.From, end = options.From + options.Inputs;
            int outcome = 0;
            for (int deaths = 0; deaths <= MostDeaths && from < end; deaths++)
            {
                int code = Start([.. passed, "--standing", standing, "--from", Text(from), "--inputs", Text(end - from)]);
                if (code is 0 or 1) return Math.Max(outcome, code);
                outcome = 1;
                IReadOnlyList<long> numbers = Standing.Read(standing);
                Console.WriteLine($"{target}: the process ended with {code} at the inputs {string.Join(", ", numbers)}");
                foreach (long number in numbers) Confirm(target, create, options, passed, number);
                from = numbers.Append(from).Max() + 1;
            }

            return outcome;
        }
        finally
        {
            File.Delete(standing);
        }
    }

    /// <summary>Tries an input alone; keeps it if that ends the process again.</summary>
    private static void Confirm(string target, Func<FuzzTarget> create, FuzzOptions options, string[] passed, long number)
    {
        string standing = Path.GetTempFileName();
        int code = Start([.. passed, "--standing", standing, "--from", Text(number), "--inputs", "1"]);
        File.Delete(standing);
        if (code is 0 or 1 || options.Findings is not { } folder) return;
        using FuzzTarget made = create();
        Finding.Save(folder, target, InputMaker.Make(made, options.Seed, number).Input, new Defect(DefectKind.Death, $"exit code {code}", "The process ended."), $"seed {options.Seed}, number {number}");
        Console.WriteLine($"  Death: input {number}");
    }

    /// <summary>The options without those that are given anew, and without the targets' names.</summary>
    private static IEnumerable<string> Passed(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "--from" or "--inputs") i++;
            else if (args[i].StartsWith("--", StringComparison.Ordinal)) yield return args[i];
            else if (i > 0 && args[i - 1].StartsWith("--", StringComparison.Ordinal) && args[i - 1] is not ("--guided" or "--reasons")) yield return args[i];
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts this program again and waits for its end.</summary>
    public static int Start(string[] args, string? program = null)
    {
        string assembly = program ?? typeof(Supervisor).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. args]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
