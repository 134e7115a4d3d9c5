using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>How predict writes a line: as JSON, or as path, label and probability in columns.</summary>
internal sealed class PredictionFormat
{
    private const string NoLabel = "error";
    private readonly bool _json;
    private readonly int _pathWidth;
    private readonly int _labelWidth;

    /// <summary>Makes a format.</summary>
    /// <param name="json">Whether lines are JSON.</param>
    /// <param name="paths">All paths to come.</param>
    /// <param name="classes">All labels that can come.</param>
    public PredictionFormat(bool json, IEnumerable<string> paths, IEnumerable<string> classes)
    {
        _json = json;
        _pathWidth = paths.Max(path => path.Length);
        _labelWidth = classes.Append(NoLabel).Max(name => name.Length);
    }

    /// <summary>Gives the line of a prediction.</summary>
    public string Line(PredictedImage prediction)
    {
        if (_json)
        {
            return prediction.Error is null
                ? CommandOutput.ToJsonLine(new { prediction.Path, prediction.Label, prediction.Probability })
                : CommandOutput.ToJsonLine(new { prediction.Path, prediction.Error });
        }

        string label = prediction.Label ?? NoLabel;
        string last = prediction.Error ?? prediction.Probability!.Value.ToString("0.0000", CultureInfo.InvariantCulture);
        return $"{prediction.Path.PadRight(_pathWidth)}  {label.PadRight(_labelWidth)}  {last}";
    }
}
