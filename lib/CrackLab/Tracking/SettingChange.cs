using System.Text.Json.Nodes;

namespace CrackLab.Tracking;

/// <summary>A setting that a run was resumed with another value of.</summary>
/// <param name="Setting">Its name in the settings.</param>
/// <param name="From">What it was.</param>
/// <param name="Epoch">The epoch from whose beginning, or middle, the new value holds.</param>
/// <param name="Because">Why it could be changed: what ended the training before.</param>
public sealed record SettingChange(string Setting, JsonNode? From, int Epoch, string? Because);
