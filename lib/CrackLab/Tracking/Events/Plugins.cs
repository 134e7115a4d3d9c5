namespace CrackLab.Tracking.Events;

/// <summary>Names that TensorBoard knows kinds of summaries by.</summary>
internal static class Plugins
{
    public const string Scalars = "scalars";
    public const string Histograms = "histograms";
    public const string Images = "images";
    public const string Text = "text";
    public const string PrecisionRecall = "pr_curves";
    public const string HyperParameters = "hparams";

    public const string ExperimentTag = "_hparams_/experiment";
    public const string SessionStartTag = "_hparams_/session_start_info";
    public const string SessionEndTag = "_hparams_/session_end_info";
}
