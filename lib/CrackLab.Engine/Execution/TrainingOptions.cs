using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;

namespace CrackLab.Engine.Execution;

/// <summary>How a session trains.</summary>
/// <param name="Loss">The loss; must fit the model's head.</param>
/// <param name="Optimizer">How gradients change weights.</param>
/// <param name="Seed">Where dropout's random numbers come from.</param>
public sealed record TrainingOptions(Loss Loss, Optimizer Optimizer, int Seed = 42);
