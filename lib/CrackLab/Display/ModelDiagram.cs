using System.Globalization;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Display;

/// <summary>A model drawn as a row of blocks: the taller, the larger the picture; the wider, the more channels.</summary>
/// <remarks>Layers that leave the shape alone (BatchNormalization, ReLU, Dropout …) are named below the block before them.</remarks>
internal static class ModelDiagram
{
    private const int MostInARow = 12;
    private const int ColumnWidth = 88;
    private const int Edge = 16;
    private const int BlockHeight = 104;
    private const int RowHeight = 226;
    private const double Slant = 0.35;

    /// <summary>Draws a built model.</summary>
    /// <param name="model">The model.</param>
    public static string ToSvg(Sequential model)
    {
        List<(Layer? Layer, Shape Shape, long Weights, List<Layer> Small)> blocks = Blocks(model);
        int columns = Math.Min(blocks.Count, MostInARow), rows = (blocks.Count + MostInARow - 1) / MostInARow;
        int width = (columns * ColumnWidth) + (2 * Edge), height = (rows * RowHeight) + Edge;
        int side = Math.Max(model.InputShape.Height, 1);
        IEnumerable<Markup> drawn = blocks.Select((block, index) => Draw(
            block, Edge + (index % MostInARow * ColumnWidth) + (ColumnWidth / 2), Edge + (index / MostInARow * RowHeight), side));
        return Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cracklab-chart diagram" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-label="Layers of {model.Name}">
            <style>{StyleSheet.Chart}</style>
            <rect class="paper" width="{width}" height="{height}"/>
            {drawn}
            </svg>
            """).Text;
    }

    private static List<(Layer? Layer, Shape Shape, long Weights, List<Layer> Small)> Blocks(Sequential model)
    {
        List<(Layer? Layer, Shape Shape, long Weights, List<Layer> Small)> blocks = [(null, model.InputShape, 0, [])];
        for (int i = 0; i < model.Layers.Count; i++)
        {
            Layer layer = model.Layers[i];
            long weights = layer.Parameters(model.Shapes[i]).Sum(spec => spec.Dimensions.Aggregate(1L, (product, size) => product * size));
            if (layer is Conv2D or Dense || model.Shapes[i] != model.Shapes[i + 1])
            {
                blocks.Add((layer, model.Shapes[i + 1], weights, []));
            }
            else
            {
                blocks[^1].Small.Add(layer);
                blocks[^1] = blocks[^1] with { Weights = blocks[^1].Weights + weights };
            }
        }

        return blocks;
    }

    private static Markup Draw((Layer? Layer, Shape Shape, long Weights, List<Layer> Small) block, double x, double y, int side)
    {
        (Layer? layer, Shape shape, long weights, List<Layer> small) = block;
        double tall = shape.IsFlat ? 30 : 14 + ((BlockHeight - 34) * Log(shape.Height) / Log(side));
        double wide = Math.Min(6 + (3.2 * Log(shape.Channels)), 40), depth = shape.IsFlat ? 4 : Slant * tall;
        double left = x - ((wide + depth) / 2), top = y + BlockHeight - tall;
        string name = layer switch { null => "Input", MaxPooling2D => "MaxPool", GlobalMaxPooling2D => "GlobalMax", GlobalAveragePooling2D => "GlobalMean", _ => layer.GetType().Name };
        string size = shape.IsFlat ? Text($"{shape.Channels}") : Text($"{shape.Height}×{shape.Width}×{shape.Channels}");
        List<(string Text, string Class)> lines = [(name, "strong"), (size, "legend")];
        lines.AddRange(Detail(layer).Select(text => (text, "")));
        lines.AddRange(small.Select(item => (item.GetType().Name switch { nameof(BatchNormalization) => "+ BatchNorm", var kind => "+ " + kind }, "")));
        if (weights > 0)
            lines.Add((weights < 10_000 ? Text($"{weights:#,0} weights") : Text($"{weights / 1000:#,0} k weights"), ""));
        return Markup.Of($"""
            <g style="--colour:var(--series-{Colour(layer)})"><title>{layer?.Name ?? "input"}: {size}</title>
            <path class="face top" d="M{left} {top}l{depth} {-depth * 0.6}h{wide}l{-depth} {depth * 0.6}z"/>
            <path class="face side" d="M{left + wide} {top}l{depth} {-depth * 0.6}v{tall}l{-depth} {depth * 0.6}z"/>
            <path class="face" d="M{left} {top}h{wide}v{tall}h{-wide}z"/>
            {lines.Select((line, number) => Markup.Of($"""<text class="middle small {line.Class}" x="{x}" y="{y + BlockHeight + 18 + (number * 15)}">{line.Text}</text>"""))}</g>
            """);
    }

    private static IEnumerable<string> Detail(Layer? layer) => layer switch
    {
        Conv2D convolution => [Text($"{convolution.KernelSize}×{convolution.KernelSize}{(convolution.Strides > 1 ? Text($", step {convolution.Strides}") : "")}"), .. Ending(convolution.Activation)],
        MaxPooling2D pooling => [Text($"{pooling.PoolSize}×{pooling.PoolSize}")],
        Dense dense => Ending(dense.Activation),
        _ => [],
    };

    private static string[] Ending(Activation activation) => activation == Activation.Linear ? [] : [$"{activation}"];

    private static int Colour(Layer? layer) => layer switch { Conv2D => 0, Dense => 1, null => 5, _ => 2 };

    private static double Log(int value) => Math.Log2(Math.Max(value, 1) + 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
