namespace CrackLab.Display;

/// <summary>The beginning of a page, up to its body: small screens, light and dark, a policy of what may be loaded.</summary>
internal static class PageHead
{
    /// <summary>Renders it.</summary>
    /// <param name="title">Title of the page.</param>
    /// <param name="policy">Content-Security-Policy.</param>
    /// <param name="styles">Its style sheets.</param>
    public static Markup Of(string title, string policy, params Markup[] styles) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <title>{title}</title>
        <style>{new Markup(string.Concat(styles))}</style>
        </head>
        """);
}
