using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrackLab.Engine.Serialization;
using CrackLab.Tracking;

namespace CrackLab.Display;

/// <summary>The page of the curves of runs over each other: one HTML file that stands alone, with a small script in it.</summary>
/// <remarks>
/// Smoothing as TensorBoard's, a mark at the best epoch, zoom by dragging, values under the pointer, and tables of the
/// settings that differ and of what the runs came to.
/// </remarks>
public static class CurvesPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The Content-Security-Policy under which the page works: only its own script, only its own server.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"{Policy}; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(StyleSheet.CurvesScript.Text)))}'";

    /// <summary>Writes the page whole, replacing an older one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="runs">The runs; those with equal names should be told apart first (see <see cref="TrackedRun.Find"/>).</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, IReadOnlyList<TrackedRun> runs) => AtomicFile.WriteAllText(path, Render(runs));

    /// <summary>Renders the page.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="source">Address from which the page fetches <see cref="ToJson"/> every second, or <see langword="null"/> for a page that stands still.</param>
    /// <returns>A whole HTML page.</returns>
    public static string Render(IReadOnlyList<TrackedRun> runs, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string title = runs.Count == 1 ? $"Curves of {runs[0].Name}" : "Curves of runs";
        return Markup.Of($"""
            {PageHead.Of(title, ContentSecurityPolicy, StyleSheet.Report, StyleSheet.Chart, StyleSheet.Curves)}
            <body data-source="{source}">
            <header><p class="overline">CrackLab curves</p><h1>{title}</h1>
            <p class="facts" id="status" role="status"></p></header>
            <main>
            <noscript><p class="note">These curves are drawn by a script in this page: allow it to run.</p></noscript>
            <section id="controls" aria-label="What is shown">
            <p><label for="smoothing">Smoothing</label> <input type="range" id="smoothing" min="0" max="0.99" step="0.01" value="0"> <output for="smoothing" id="weight">0.00</output>
            <span id="parts"></span> <label><input type="checkbox" id="logarithmic"> logarithmic loss</label></p>
            <ul id="runs"></ul></section>
            <section id="charts" aria-label="Curves"></section>
            <section id="settings" hidden><h2>Settings that differ</h2><div class="scroll"><table></table></div></section>
            <section id="figures"><h2>Figures</h2><div class="scroll"><table class="numbers"></table></div></section>
            </main>
            <footer><p>Solid lines are validation, dashed ones training; where there is no validation, training is solid. A ring marks the best epoch. Drag across a chart to zoom, double-click
            or press Escape to see all again; with a chart in focus the arrow keys move the line of values, + and - zoom. Smoothing is an
            exponential mean without bias, as in TensorBoard; pale lines are the values themselves. Figures are those of the best epoch, and those that begin with
            “test” of the test part.</p></footer>
            <script type="application/json" id="data">{new Markup(ToJson(runs))}</script>
            <script>{StyleSheet.CurvesScript}</script>
            </body>
            </html>

            """).Text;
    }

    /// <summary>What the page draws: runs, their lines, the settings that differ and the figures.</summary>
    /// <param name="runs">The runs.</param>
    /// <returns>JSON that may stand inside HTML; a value that is not finite is null.</returns>
    public static string ToJson(IReadOnlyList<TrackedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return JsonSerializer.Serialize(
            new
            {
                runs = runs.Select(run => new
                {
                    name = run.Name,
                    state = run.State.ToString().ToLowerInvariant(),
                    problem = run.Problem,
                    epochs = run.Epochs,
                    best = run.BestEpoch,
                    lines = run.Lines.Select(line => new
                    {
                        measure = line.Measure,
                        part = line.Part,
                        points = line.Points.Select(point => new double?[] { point.Step, double.IsFinite(point.Value) ? point.Value : null }),
                    }),
                }),
                settings = Rows(RunComparison.Differing(runs)),
                figures = Rows(RunComparison.Outcomes(runs)),
            },
            Options);
    }

    private static IEnumerable<object> Rows(IReadOnlyList<RunDifference> rows) =>
        rows.Select(row => new { key = row.Key, values = row.Values.Select(RunValues.Show) });
}
