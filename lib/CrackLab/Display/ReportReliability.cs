using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>Whether the probabilities mean what they say: the reliability diagram and its bins.</summary>
internal static class ReportReliability
{
    /// <summary>Renders the section.</summary>
    /// <param name="result">The figures.</param>
    public static Markup Section(EvaluationResult result)
    {
        Reliability reliability = result.Reliability;
        string temperature = result.Temperature is { } fitted && fitted != 1
            ? string.Create(CultureInfo.InvariantCulture, $" The logits were divided by {fitted:0.###}, fitted on the validation part.")
            : "";
        return Markup.Of($"""
            <section id="calibration"><h2>Calibration</h2>
            <p class="note">Do the probabilities mean what they say? Expected calibration error {reliability.Ece:0.0000} over {Reliability.BinCount} bins of equal numbers of pictures,
            {reliability.EceEqualWidth:0.0000} over {Reliability.BinCount} of equal width; Brier score {reliability.Brier:0.0000}.{temperature}</p>
            <div class="charts"><figure>{new Markup(ResultCharts.Reliability(result).ToSvg())}</figure>
            <div class="scroll"><table class="numbers tight">
            <thead><tr><th scope="col">Probability</th><th scope="col">Pictures</th><th scope="col">Mean</th><th scope="col">Observed</th></tr></thead>
            <tbody>{reliability.Bins.Select(Row)}</tbody></table></div></div></section>
            """);
    }

    private static Markup Row(ReliabilityBin bin) => Markup.Of($"""
        <tr><th scope="row">{bin.Low:0.0000}–{bin.High:0.0000}</th><td>{bin.Count.ToString("#,0", CultureInfo.InvariantCulture)}</td><td>{bin.Predicted:0.0000}</td><td>{bin.Observed.Value!.Value:0.0000} <small>{bin.Observed.Interval.ToString()}</small></td></tr>
        """);
}
