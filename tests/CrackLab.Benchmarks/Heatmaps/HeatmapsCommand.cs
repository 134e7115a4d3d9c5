using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CrackLab.Benchmarks.Comparison;
using CrackLab.Engine;
using CrackLab.Imaging;
using CrackLab.Mapping;

namespace CrackLab.Benchmarks.Heatmaps;

/// <summary>heatmaps: how well maps tell cracked from sound places of photographs, and how long a large photo takes.</summary>
internal static class HeatmapsCommand
{
    private const int LargeWidth = 4032;
    private const int LargeHeight = 3024;

    public static Command Create()
    {
        var photos = new Option<string>("--photos") { Description = "Folder of photographs with a manifest.json.", HelpName = "DIR", Required = true };
        var model = new Option<string>("--model") { Description = "Model file that has not seen them.", HelpName = "FILE", Required = true };
        var crops = new Option<string?>("--crops") { Description = "Folder of crops for --split.", HelpName = "DIR" };
        var split = new Option<string?>("--split") { Description = "CSV of the model's split: maps of crops in its test part.", HelpName = "FILE" };
        var window = new Option<int?>("--window") { Description = "Side of the model's square in pixels; the model's own if not given.", HelpName = "N" };
        var command = new Command("heatmaps", "Judges and times maps of whole photos.") { photos, model, crops, split, window };
        command.SetAction(result =>
        {
            Console.WriteLine(MachineLine.Describe(new PeerVersions([])));
            using var mapper = new PhotoMapper(Sequential.Load(result.GetRequiredValue(model)), new PhotoMapOptions { Window = result.GetValue(window) });
            string folder = result.GetRequiredValue(photos);
            Blocks(mapper, folder);
            if (result.GetValue(crops) is { } cropFolder && result.GetValue(split) is { } file)
            {
                Crops(mapper, cropFolder, file);
            }

            Time(mapper, folder);
        });
        return command;
    }

    private static void Blocks(PhotoMapper mapper, string folder)
    {
        List<double> cracked = [], sound = [];
        foreach (PhotoManifest photo in PhotoManifest.Read(folder))
        {
            string path = Path.Combine(folder, photo.File);
            Image image = ImageDecoder.Decode(File.ReadAllBytes(path));
            BlockScores scores = BlockScores.Of(image, mapper.Map(image, path));
            cracked.AddRange(scores.Cracked);
            sound.AddRange(scores.Sound);
            Say($"{photo.File}: {scores.Cracked.Count} blocks with a crack, {scores.Sound.Count} sound; AUC {BlockScores.Auc(scores.Cracked, scores.Sound):0.0000}");
        }

        Say($"all photographs: {cracked.Count} blocks with a crack, {sound.Count} sound; AUC {BlockScores.Auc(cracked, sound):0.0000}");
    }

    private static void Crops(PhotoMapper mapper, string folder, string file)
    {
        string[][] rows = [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Where(row => row.Contains("test"))];
        Dictionary<bool, PhotoMap[]> maps = rows.GroupBy(row => row[1] == "Positive").ToDictionary(
            group => group.Key, group => group.Select(row => mapper.Map(Path.Combine(folder, row[0]))).ToArray());
        Say($"crops of the test part: {maps[true].Length} cracked, {maps[false].Length} sound; AUC of the peaks {BlockScores.Auc([.. maps[true].Select(Peak)], [.. maps[false].Select(Peak)]):0.0000}; with regions {Share(maps[true]):0.0%} and {Share(maps[false]):0.0%}");

        static double Peak(PhotoMap map) => map.LogOdds.Max();
        static double Share(PhotoMap[] maps) => maps.Average(map => map.Regions().Count > 0 ? 1 : 0);
    }

    /// <summary>The photographs laid side by side and one below the other until a large photo is full.</summary>
    private static void Time(PhotoMapper mapper, string folder)
    {
        Image large = new(LargeWidth, LargeHeight);
        Image[] tiles = [.. PhotoManifest.Read(folder).Select(photo => ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, photo.File))))];
        for (int y = 0, tile = 0; y < LargeHeight; y += 300)
        {
            for (int x = 0; x < LargeWidth; x += tiles[tile++ % tiles.Length].Width)
            {
                Paste(tiles[tile % tiles.Length], large, x, y);
            }
        }

        byte[] file = JpegEncoder.Encode(large, quality: 92);
        for (int turn = 1; turn <= 5; turn++)
        {
            var watch = Stopwatch.StartNew();
            Image photo = ImageDecoder.Decode(file);
            double decoded = watch.Elapsed.TotalSeconds;
            PhotoMap map = mapper.Map(photo, "large");
            double mapped = watch.Elapsed.TotalSeconds;
            IReadOnlyList<CrackRegion> regions = map.Regions();
            byte[] png = PngEncoder.Encode(map.Overlay(Resizer.Resize(photo, 1600, 1200), regions));
            Say($"{LargeWidth}x{LargeHeight}, turn {turn}: decoding {decoded:0.00} s, map {mapped - decoded:0.00} s, {regions.Count} regions and a picture of {png.Length >> 10} KiB {watch.Elapsed.TotalSeconds - mapped:0.00} s; in all {watch.Elapsed.TotalSeconds:0.00} s; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        }
    }

    private static void Paste(Image tile, Image large, int left, int top)
    {
        int width = Math.Min(tile.Width, large.Width - left);
        for (int y = 0; y < Math.Min(tile.Height, large.Height - top); y++)
        {
            tile.Pixels.AsSpan(y * tile.Width * 3, width * 3).CopyTo(large.Pixels.AsSpan((((top + y) * large.Width) + left) * 3));
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
