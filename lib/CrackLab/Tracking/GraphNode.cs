namespace CrackLab.Tracking;

/// <summary>A node of a model's graph.</summary>
/// <param name="Name">Its name, parts joined by '/': "conv2d/kernel".</param>
/// <param name="Operation">What it does: "Conv2D".</param>
/// <param name="Inputs">Names of the nodes whose outputs it takes.</param>
public sealed record GraphNode(string Name, string Operation, IReadOnlyList<string> Inputs);
