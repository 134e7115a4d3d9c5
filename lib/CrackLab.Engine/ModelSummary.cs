using System.Globalization;
using System.Text;

namespace CrackLab.Engine;

/// <summary>The table of layers, output shapes and parameter counts that keras.Model.summary prints.</summary>
internal static class ModelSummary
{
    public static string Write(Sequential model)
    {
        _ = model.Shapes;
        var rows = Rows(model).Select(row => (Layer: $"{row.Layer} ({row.Kind})", row.Shape, Count: row.Weights)).ToArray();
        int first = Math.Max(28, rows.Max(row => row.Layer.Length) + 2);
        int second = Math.Max(26, rows.Max(row => row.Shape.Length) + 2);
        int width = Math.Max(65, first + second + rows.Max(row => row.Count.Length) + 1);

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Model: \"{model.Name}\"");
        text.AppendLine(new string('_', width));
        text.AppendLine($" {"Layer (type)".PadRight(first - 1)}{"Output Shape".PadRight(second)}Param #");
        text.AppendLine(new string('=', width));
        foreach (var row in rows)
        {
            text.AppendLine($" {row.Layer.PadRight(first - 1)}{row.Shape.PadRight(second)}{row.Count}");
        }

        long trainable = model.TrainableParameterCount;
        text.AppendLine(new string('=', width));
        text.AppendLine(Total("Total params", model.ParameterCount));
        text.AppendLine(Total("Trainable params", trainable));
        text.AppendLine(Total("Non-trainable params", model.ParameterCount - trainable));
        text.AppendLine(new string('_', width));
        return text.ToString();
    }

    /// <summary>The table's rows, one a layer.</summary>
    public static IEnumerable<SummaryRow> Rows(Sequential model) => model.Layers.Select((layer, i) => new SummaryRow(
        layer.Name,
        layer.GetType().Name,
        model.IsBuilt ? model.Shapes[i + 1].ToString() : "?",
        model.IsBuilt ? Number(layer.Parameters(model.Shapes[i]).Sum(spec => spec.Dimensions.Aggregate(1L, (a, b) => a * b))) : "?"));

    private static string Total(string label, long count) => $"{label}: {Number(count)} ({Bytes(count * sizeof(float))})";

    /// <summary>A count, with commas.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size in the unit that suits it.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes}.00 Byte"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F2} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):F2} MB"),
    };
}
