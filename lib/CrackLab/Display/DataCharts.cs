using CrackLab.Data;

namespace CrackLab.Display;

/// <summary>Charts of what a dataset holds.</summary>
public static class DataCharts
{
    /// <summary>Pictures of each class.</summary>
    /// <param name="set">The set.</param>
    public static Chart ClassCounts(ImageSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Bars("Pictures of each class", set.Classes, set.ClassCounts, "class", "pictures");
    }

    /// <summary>Pictures of each class in each part of a split.</summary>
    /// <param name="split">The split.</param>
    public static Chart ClassCounts(DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        ImageSet[] parts = [split.Train, split.Validation, split.Test];
        return Bars("Pictures of each part", ["train", "validation", "test"], [], "part", "pictures") with
        {
            Series =
            [
                .. split.Train.Classes.Select((name, label) => new ChartSeries(
                    name,
                    [.. parts.Select((part, place) => new ChartPoint(place, part.ClassCounts[label]))],
                    SeriesStyle.Bars,
                    label % SeriesColours.Count)),
            ],
        };
    }

    /// <summary>Files of each status.</summary>
    /// <param name="report">The inspection.</param>
    public static Chart Statuses(InspectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        KeyValuePair<FileStatus, int>[] counts = [.. report.StatusCounts.Where(status => status.Value > 0)];
        return Bars(
            "Files of each status",
            [.. counts.Select(status => status.Key.ToString())],
            [.. counts.Select(status => status.Value)],
            "status",
            "files");
    }

    /// <summary>How bright the healthy pictures of each class are.</summary>
    /// <param name="report">The inspection.</param>
    /// <param name="bins">Bars, 2..200.</param>
    public static Chart Brightness(InspectionReport report, int bins = 24)
    {
        ArgumentNullException.ThrowIfNull(report);
        return PerClass("Brightness", report, file => file.Brightness!.Value, "mean brightness of a picture, 0–255", bins);
    }

    /// <summary>How large the healthy pictures of each class are.</summary>
    /// <param name="report">The inspection.</param>
    /// <param name="bins">Bars, 2..200.</param>
    public static Chart Sizes(InspectionReport report, int bins = 16)
    {
        ArgumentNullException.ThrowIfNull(report);
        return PerClass("Sizes", report, file => Math.Max(file.Width!.Value, file.Height!.Value), "longer side of a picture, pixels", bins);
    }

    /// <summary>How often values fall into each of some equal ranges.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="label">What the values are, with their unit.</param>
    /// <param name="series">Values of each series, by name.</param>
    /// <param name="bins">Bars, 2..200.</param>
    public static Chart Histogram(
        string title, string label, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, int bins = 24)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 200);
        double[] all = [.. series.SelectMany(item => item.Values).Where(double.IsFinite)];
        double low = all.Length == 0 ? 0 : all.Min(), high = all.Length == 0 ? 1 : all.Max();
        if (high <= low)
            (low, high) = (low - 0.5, high + 0.5);
        double width = (high - low) / bins;
        return new Chart
        {
            Title = title,
            XAxis = new ChartAxis(label) { Low = low, High = high },
            YAxis = new ChartAxis("pictures") { IsWhole = true, Low = 0 },
            Series =
            [
                .. series.Select((item, index) => new ChartSeries(
                    item.Name, Count(item.Values, low, width, bins), SeriesStyle.Bars, index % SeriesColours.Count)),
            ],
        };
    }

    /// <summary>One bar a name.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="names">Names of the bars.</param>
    /// <param name="values">Height of each, at least 0.</param>
    /// <param name="across">What the names are.</param>
    /// <param name="up">What the heights are.</param>
    public static Chart Bars(string title, IReadOnlyList<string> names, IReadOnlyList<int> values, string across, string up) => new()
    {
        Title = title,
        XAxis = new ChartAxis(across) { Categories = names },
        YAxis = new ChartAxis(up) { Low = 0, IsWhole = true },
        Series = [new ChartSeries(string.Empty, [.. values.Select((value, place) => new ChartPoint(place, value))], SeriesStyle.Bars)],
    };

    private static Chart PerClass(
        string title, InspectionReport report, Func<FileFinding, double> value, string label, int bins) => Histogram(
        title,
        label,
        [
            .. report.Folder.Classes.Select((name, index) => (name, (IReadOnlyList<double>)
                [.. report.Files.Where(file => file.IsHealthy && file.Label == index).Select(value)])),
        ],
        bins);

    private static ChartPoint[] Count(IReadOnlyList<double> values, double low, double width, int bins)
    {
        var counts = new int[bins];
        foreach (double value in values.Where(double.IsFinite))
            counts[Math.Clamp((int)((value - low) / width), 0, bins - 1)]++;
        return [.. counts.Select((count, bin) => new ChartPoint(low + ((bin + 0.5) * width), count))];
    }
}
