using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>How predict writes lines: as JSON, or as path, label and probability in columns.</summary>
internal sealed class PredictionFormat
{
    private const string NoLabel = "error";
    private readonly bool _json;
    private readonly int _labelWidth;
    private int _pathWidth;

    /// <summary>Makes a format.</summary>
    /// <param name="json">Whether lines are JSON.</param>
    /// <param name="classes">All labels that can come.</param>
    public PredictionFormat(bool json, IEnumerable<string> classes)
    {
        _json = json;
        _labelWidth = classes.Append(NoLabel).Max(name => name.Length);
    }

    /// <summary>Gives the lines of some predictions. Columns are as wide as what came so far.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<PredictedImage> predictions)
    {
        _pathWidth = Math.Max(_pathWidth, predictions.Max(prediction => prediction.Path.Length));
        return predictions.Select(Line);
    }

    private string Line(PredictedImage prediction)
    {
        if (_json)
        {
            return CommandOutput.ToJsonLine(new PredictionJson(prediction));
        }

        string label = prediction.Label ?? NoLabel;
        string last = prediction.Error ?? prediction.Probability!.Value.ToString("0.0000", CultureInfo.InvariantCulture);
        return $"{prediction.Path.PadRight(_pathWidth)}  {label.PadRight(_labelWidth)}  {last}";
    }
}
