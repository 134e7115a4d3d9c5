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
            ? string.Create(CultureInfo.InvariantCulture, $" The model’s certainty was {(fitted > 1 ? "lowered" : "raised")} on the validation part: its logits are divided by {fitted:0.###}.")
            : "";
        return Markup.Of($"""
            <section id="calibration"><h2>Calibration</h2>
            <p class="note">Do the probabilities mean what they say? If so, 80 of 100 pictures that are given a probability of 80% are what was said, and the points lie on the dotted line.
            On average they are off by {reliability.Ece:0.0000} (expected calibration error over {Reliability.BinCount} bins of equal numbers of pictures;
            {reliability.EceEqualWidth:0.0000} over {Reliability.BinCount} of equal width). The Brier score, the mean squared error of the probabilities, is {reliability.Brier:0.0000}; 0 is best.{temperature}</p>
            <div class="charts"><figure>{new Markup(ResultCharts.Reliability(result).ToSvg())}</figure>
            <div class="scroll"><table class="numbers tight">
            <thead><tr><th scope="col">Probability</th><th scope="col">Pictures</th><th scope="col">Said, mean</th><th scope="col">Came true</th></tr></thead>
            <tbody>{reliability.Bins.Select(Row)}</tbody></table></div></div></section>
            """);
    }

    private static Markup Row(ReliabilityBin bin) => Markup.Of($"""
        <tr><th scope="row">{bin.Low:0.0000}–{bin.High:0.0000}</th><td>{bin.Count.ToString("#,0", CultureInfo.InvariantCulture)}</td><td>{bin.Predicted:0.0000}</td><td>{bin.Observed.Value!.Value:0.0000} <small>{bin.Observed.Interval.ToString()}</small></td></tr>
        """);
}
