using System.Globalization;
using CrackLab.Fuzzing.Running;
using CrackLab.Fuzzing.Targets;
using SharpFuzz;

namespace CrackLab.Fuzzing.Guided;

/// <summary>Makes a copy of this program whose assemblies under test count their branches, and runs a guided run in it.</summary>
internal static class Instrumenter
{
    /// <summary>Runs a target; the copy is removed afterwards.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="options">What to run.</param>
    /// <returns>The run's exit code.</returns>
    public static int Run(string target, FuzzOptions options)
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;
        try
        {
            Copy(AppContext.BaseDirectory, folder);
            using (FuzzTarget made = AllTargets.ByName[target]())
            {
                foreach (string assembly in made.Assemblies)
                {
                    _ = Fuzzer.Instrument(Path.Combine(folder, $"{assembly}.dll"), _ => true, Options.Value).ToArray();
                }
            }

            List<string> arguments =
            [
                target, "--guided-worker", "--seed", Text(options.Seed), "--inputs", Text(options.Inputs), "--time", Text(options.Time),
            ];
            if (options.Findings is { } findings) arguments.AddRange(["--findings", findings]);
            if (options.Corpus is { } corpus) arguments.AddRange(["--corpus", corpus]);
            return Supervisor.Start([.. arguments], Path.Combine(folder, Path.GetFileName(typeof(Instrumenter).Assembly.Location)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
