namespace CrackLab.Display;

/// <summary>The style sheets and scripts that lie in the assembly.</summary>
internal static class StyleSheet
{
    /// <summary>Colours and letters of charts.</summary>
    public static readonly Markup Chart = Load("chart.css");

    /// <summary>Layout of the report.</summary>
    public static readonly Markup Report = Load("report.css");

    /// <summary>Layout of what notebooks show.</summary>
    public static readonly Markup View = Load("view.css");

    /// <summary>The script that puts SVGs in the place of the images that hold them.</summary>
    public static readonly Markup PictureScript = Load("picture.js");

    /// <summary>The script that puts plotly.js in the place of an SVG.</summary>
    public static readonly Markup FigureScript = Load("picture.js", "figure.js");

    /// <summary>The script of the threshold slider.</summary>
    public static readonly Markup ThresholdScript = Load("picture.js", "threshold.js");

    /// <summary>The script of the smoothing slider.</summary>
    public static readonly Markup SmoothingScript = Load("picture.js", "smoothing.js");

    /// <summary>Layout of the page of curves.</summary>
    public static readonly Markup Curves = Load("curves.css");

    /// <summary>The script of the page of curves.</summary>
    public static readonly Markup CurvesScript = Load("curves.js");

    private static Markup Load(params string[] names) => new(string.Concat(names.Select(Read)));

    private static string Read(string name)
    {
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(typeof(StyleSheet), name)
            ?? throw new InvalidOperationException(
                $"StyleSheet: expected the resource {name} in the assembly, received none. Build the library anew.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
