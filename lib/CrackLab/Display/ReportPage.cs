namespace CrackLab.Display;

/// <summary>A whole HTML page that needs no network, no script and no other file.</summary>
internal sealed record ReportPage
{
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    /// <summary>What kind of page it is, above the title.</summary>
    public required string Kind { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The outcome in one sentence.</summary>
    public required string Lead { get; init; }

    /// <summary>Facts in a line, each a span.</summary>
    public required Markup Facts { get; init; }

    /// <summary>The sections.</summary>
    public required Markup Main { get; init; }

    /// <summary>Paragraphs below them.</summary>
    public required Markup Footer { get; init; }

    /// <summary>Renders a page.</summary>
    /// <param name="page">What it holds.</param>
    public static string Render(ReportPage page) => Markup.Of($"""
        {PageHead.Of(page.Title, Policy, StyleSheet.Report)}
        <body>
        <header>
        <p class="overline">{page.Kind}</p>
        <h1>{page.Title}</h1>
        <p class="lead">{page.Lead}</p>
        <p class="facts">{page.Facts}</p>
        </header>
        <main>
        {page.Main}
        </main>
        <footer>
        {page.Footer}
        </footer>
        </body>
        </html>

        """).Text;
}
