namespace CrackLab.Display;

/// <summary>How reports look, for pages that shall look alike.</summary>
public static class ReportStyle
{
    /// <summary>The style sheet of reports: colours for light and dark, letters, cards, tables, print.</summary>
    public static string Css => StyleSheet.Report.Text;
}
