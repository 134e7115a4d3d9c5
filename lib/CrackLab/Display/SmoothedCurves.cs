using System.Text.Json;
using CrackLab.Data;
using CrackLab.Display.Views;
using CrackLab.Tracking;

namespace CrackLab.Display;

/// <summary>The curves of several runs over each other, raw ones pale below smoothed ones, with a slider for the smoothing.</summary>
/// <remarks>As TensorBoard's scalar cards. The slider needs no kernel; without scripts the curves stay as they are drawn.</remarks>
[TypeFormatterSource]
public sealed record SmoothedCurves : INotebookView
{
    /// <summary>Makes it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="tag">The curve to show of each, such as "epoch_accuracy".</param>
    /// <param name="smoothing">Part of the running mean kept at each step, 0 to below 1.</param>
    public SmoothedCurves(RunCurves runs, string tag, double smoothing = 0.6)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Curves = runs[tag];
        Smoothing = smoothing;
        Chart = Draw();
    }

    /// <summary>The curves.</summary>
    public IReadOnlyList<RunCurve> Curves { get; }

    /// <summary>Part of the running mean kept at each step.</summary>
    public double Smoothing { get; }

    /// <summary>The curves at that smoothing, as a chart.</summary>
    public Chart Chart { get; }

    /// <inheritdoc/>
    public string ToHtml()
    {
        PlotArea area = Chart.Layout();
        IEnumerable<IEnumerable<double[]>> places = Curves.Select(curve => curve.Points
            .Where(point => float.IsFinite(point.Value))
            .Select(point => new[] { Math.Round(area.X(point.Step), 1), Math.Round(area.Y(point.Value), 1) }));
        return View.Page(Markup.Of($"""
            <div class="cracklab-smoothing" data-curves='{new Markup(JsonSerializer.Serialize(places))}' data-live="{Live().Text}">
            <div class="wrap">{StaticPicture.Of(Chart.ToSvg(), Chart.ToString())}</div>
            </div><script>{StyleSheet.SmoothingScript}</script>
            """));
    }

    /// <summary>The runs with their last values.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Curves.Select(curve =>
        FormattableString.Invariant($"{curve.Run} {curve.Tag}: {curve.Points.Count} steps, last {curve.Points[^1].Value:0.####}")));

    private Markup Live() => Markup.Of(
        $"""<p><label>smoothing <input type="range" min="0" max="0.99" step="0.01" value="{Smoothing}" style="display:inline-block;width:16em;vertical-align:middle"></label> <strong data-tell>{Smoothing}</strong></p>""");

    private Chart Draw()
    {
        List<ChartSeries> series = [];
        for (int i = 0; i < Curves.Count; i++)
        {
            IReadOnlyList<ScalarEvent> points = Curves[i].Points;
            double[] smooth = Tracking.Smoothing.Exponential([.. points.Select(point => (double)point.Value)], Smoothing);
            int colour = i % SeriesColours.Count;
            series.Add(new ChartSeries("", [.. points.Select(point => new ChartPoint(point.Step, point.Value))], SeriesStyle.Faint, colour));
            series.Add(new ChartSeries(Curves[i].Run, [.. points.Select((point, k) => new ChartPoint(point.Step, smooth[k]))], SeriesStyle.Smooth, colour));
        }
        return new Chart
        {
            Title = Curves[0].Tag,
            XAxis = new ChartAxis("step") { IsWhole = true },
            YAxis = new ChartAxis(Curves[0].Tag),
            Series = series,
            Width = 600,
            PlotHeight = 260,
        };
    }
}
