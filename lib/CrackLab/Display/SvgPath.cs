using System.Globalization;
using System.Text;

namespace CrackLab.Display;

/// <summary>Turns the points of a series into the data of a path element.</summary>
internal static class SvgPath
{
    /// <summary>Steps shorter than this, in pixels, are not seen and left out.</summary>
    private const double Finest = 0.5;

    /// <summary>Builds the path; points that can't be shown break it.</summary>
    /// <param name="series">The series.</param>
    /// <param name="area">Where it is drawn.</param>
    public static string Build(ChartSeries series, PlotArea area)
    {
        StringBuilder path = new();
        bool isDown = false;
        double lastX = 0, lastY = 0;
        for (int i = 0; i < series.Points.Count; i++)
        {
            ChartPoint point = series.Points[i];
            if (!area.IsShown(point))
            {
                isDown = false;
                continue;
            }
            double x = area.X(point.X), y = area.Y(point.Y);
            bool isSeen = Math.Abs(x - lastX) >= Finest || Math.Abs(y - lastY) >= Finest || i == series.Points.Count - 1;
            if (isDown && !isSeen)
                continue;
            if (!isDown)
                Append(path, $"M{x:0.#} {y:0.#}");
            else if (series.Style == SeriesStyle.Step)
                Append(path, $"V{y:0.#}H{x:0.#}");
            else
                Append(path, $"L{x:0.#} {y:0.#}");
            (isDown, lastX, lastY) = (true, x, y);
        }
        return path.ToString();
    }

    private static void Append(StringBuilder path, FormattableString piece) =>
        path.Append(piece.ToString(CultureInfo.InvariantCulture));
}
