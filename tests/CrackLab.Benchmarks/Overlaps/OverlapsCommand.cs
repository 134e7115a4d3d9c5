using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>overlaps: the overlap finder's time and memory by number of pictures, and its groups beside those of a table.</summary>
internal static class OverlapsCommand
{
    private const int Megabyte = 1 << 20;

    public static Command Create()
    {
        var crops = new Option<string>("--crops") { Description = "Folder of crops, a subfolder a class.", HelpName = "DIR", Required = true };
        var groups = new Option<string?>("--groups") { Description = "CSV of path, photo_group and twin_group to compare with.", HelpName = "FILE" };
        var sizes = new Option<int[]>("--sizes")
        {
            Description = "Numbers of pictures to measure, taken at random; the whole folder if not given.",
            HelpName = "N",
            AllowMultipleArgumentsPerToken = true,
        };
        var disputes = new Option<string?>("--disputes") { Description = "Page to write of links between groups of the table.", HelpName = "FILE.html" };
        var command = new Command("overlaps", "Measures the overlap finder.") { crops, groups, sizes, disputes };
        command.SetAction(result =>
        {
            ImageSet all = ImageFolder.Open(result.GetRequiredValue(crops)).Inspect().Healthy;
            GroupTable? table = result.GetValue(groups) is { } file ? GroupTable.Read(file) : null;
            Console.WriteLine(MachineLine.Describe(new PeerVersions([])));
            int[] counts = result.GetValue(sizes) is { Length: > 0 } given ? [.. given.Order()] : [all.Samples.Count];
            foreach (int count in counts)
            {
                ImageSet set = Take(all, count);
                OverlapReport found = Measure(set);
                if (table is not null)
                {
                    var score = new OverlapScore(set, found, table);
                    foreach (string line in score.Lines())
                    {
                        Console.WriteLine($"  {line}");
                    }

                    if (result.GetValue(disputes) is { } page && count == counts[^1])
                    {
                        DisputePage.Write(page, set.Root, score);
                    }
                }
            }
        });
        return command;
    }

    // The same pictures whatever the machine, in no order that says anything.
    private static ImageSet Take(ImageSet all, int count) => new(
        all.Root,
        all.Classes,
        [.. all.Samples.OrderBy(sample => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sample.Path))), StringComparer.Ordinal)
            .Take(count).OrderBy(sample => sample.Path, StringComparer.Ordinal)]);

    private static OverlapReport Measure(ImageSet set)
    {
        string cache = Directory.CreateTempSubdirectory("cracklab-overlaps-").FullName;
        string? usual = Environment.GetEnvironmentVariable("CRACKLAB_CACHE");
        Environment.SetEnvironmentVariable("CRACKLAB_CACHE", cache);
        try
        {
            using Process self = Process.GetCurrentProcess();
            TimeSpan before = self.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            OverlapReport found = set.FindOverlaps();
            double seconds = watch.Elapsed.TotalSeconds;
            self.Refresh();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Samples.Count} pictures: {seconds:0.0} s, {(self.TotalProcessorTime - before).TotalSeconds:0.0} s of processors, peak memory {self.PeakWorkingSet64 / Megabyte} MiB; {found}"));
            return found;
        }
        finally
        {
            Environment.SetEnvironmentVariable("CRACKLAB_CACHE", usual);
            Directory.Delete(cache, recursive: true);
        }
    }
}
