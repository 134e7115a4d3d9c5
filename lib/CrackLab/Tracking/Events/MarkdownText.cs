using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrackLab.Engine;

namespace CrackLab.Tracking.Events;

/// <summary>A model and its settings as markdown tables.</summary>
internal static class MarkdownText
{
    public static string Of(Sequential model)
    {
        var text = new StringBuilder("| layer | kind | output | weights |\n|---|---|---|---:|\n");
        for (int i = 0; i < model.Layers.Count; i++)
        {
            long weights = model.Layers[i].Parameters(model.Shapes[i]).Sum(weight => weight.Dimensions.Aggregate(1L, (product, size) => product * size));
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(model.Layers[i].Name)} | {model.Layers[i].GetType().Name} | {model.Shapes[i + 1]} | {weights:N0} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Cell(model.Name)}: {model.ParameterCount:N0} weights, {model.TrainableParameterCount:N0} of them trained.\n").ToString();
    }

    public static string Of(JsonObject settings)
    {
        var text = new StringBuilder("| setting | value |\n|---|---|\n");
        foreach ((string name, JsonNode? value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(name)} | {Cell(value?.ToString() ?? "")} |\n");
        return text.ToString();
    }

    /// <summary>Text that means nothing to markdown.</summary>
    private static string Cell(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (letter is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '&')
                safe.Append('\\');
            safe.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return safe.ToString();
    }
}
