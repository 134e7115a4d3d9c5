namespace CrackLab.Explanation;

/// <summary>How a <see cref="Heatmap"/> is computed.</summary>
public enum HeatmapMethod
{
    /// <summary>Maps of a convolution, weighted by how the class's logit changes with them on average.</summary>
    GradCam,

    /// <summary>The same, with weights that let each of several places of one kind count.</summary>
    GradCamPlusPlus,

    /// <summary>How much the class's log-odds fall when a grey patch hides a place.</summary>
    Occlusion,
}
