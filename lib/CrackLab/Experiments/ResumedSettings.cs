using System.Text.Json.Nodes;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>The settings that a run goes on with: its own; where its numbers became NaN or infinite, with a rate or a limit of gradients that differs.</summary>
/// <remarks>With the same settings the same numbers come out, so such a run has no other way to go on.</remarks>
internal static class ResumedSettings
{
    /// <summary>Applies what the user asked for, or refuses it.</summary>
    /// <param name="run">Folder of the run, for errors.</param>
    /// <param name="record">Its record.</param>
    /// <param name="begun">Its settings so far.</param>
    /// <param name="changes">Settings as "name=value".</param>
    /// <param name="mayChange">Whether any may differ from the run's own.</param>
    /// <exception cref="ArgumentException">A setting differs that may not.</exception>
    public static HyperParameters Of(string run, RunRecord record, HyperParameters begun, IEnumerable<string> changes, bool mayChange)
    {
        HyperParameters settings = begun;
        foreach (string change in changes)
        {
            HyperParameters changed = HyperParametersJson.With(settings, change);
            bool isAllowed = mayChange && record.Divergence is not null
                && changed with { LearningRate = begun.LearningRate, ClipNorm = begun.ClipNorm } == begun;
            if (changed != settings && !isAllowed)
            {
                throw new ArgumentException(
                    $"{run}: expected the settings that the run began with, received '{change}'. Leave that out, or start a new run.", nameof(changes));
            }

            settings = changed;
        }

        HyperParameterRanges.Check(settings);
        return settings;
    }

    /// <summary>Refuses to go the same way into the same numbers.</summary>
    /// <param name="run">Folder of the run, for errors.</param>
    /// <param name="record">Its record.</param>
    /// <param name="isChanged">Whether a setting is another.</param>
    /// <param name="engine">Name of the engine to go on with.</param>
    /// <param name="mayChange">Whether a setting may be another.</param>
    /// <exception cref="ArgumentException">Settings and engine are those that ended in NaN or infinity.</exception>
    public static void RefuseTheSameWay(string run, RunRecord record, bool isChanged, string engine, bool mayChange)
    {
        if (record.Divergence is { } divergence && !isChanged && (record.Engine is not { } before || before.EndsWith(engine, StringComparison.Ordinal)))
        {
            string place = divergence.Batch is { } batch ? $"batch {batch}" : "its validation";
            string mend = mayChange
                ? FormattableString.Invariant($"Give one, such as learningRate={divergence.LearningRate / 10:g2} or clipNorm=1.")
                : "Start anew with one, for all folds.";
            throw new ArgumentException(
                $"{run}: expected another learningRate or clipNorm to go on with, received those with which numbers became NaN or infinite in epoch {divergence.Epoch}, {place}, and would again. {mend}",
                nameof(record));
        }
    }

    /// <summary>What the record is to say of settings that differ.</summary>
    /// <param name="before">The settings so far.</param>
    /// <param name="after">Those to go on with.</param>
    /// <param name="epoch">The epoch to go on with.</param>
    /// <param name="because">What ended the training before.</param>
    public static IEnumerable<SettingChange> Differences(HyperParameters before, HyperParameters after, int epoch, Divergence? because)
    {
        JsonObject old = HyperParametersJson.Write(before);
        return HyperParametersJson.Write(after)
            .Where(pair => !JsonNode.DeepEquals(pair.Value, old[pair.Key]))
            .Select(pair => new SettingChange(pair.Key, old[pair.Key]?.DeepClone(), epoch, because?.ToString()));
    }
}
