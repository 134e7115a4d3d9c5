namespace CrackLab.Engine.Execution;

/// <summary>A tensor that training keeps beside a weight: one of the optimizer's values, or the weight's running mean.</summary>
/// <param name="Name">Its name in checkpoints: "optimizer/first_moment/conv2d/kernel", "average/conv2d/kernel".</param>
/// <param name="Parameter">The weight; the tensor has its dimensions.</param>
/// <param name="Slot">Place in the optimizer's <see cref="Optimizers.Optimizer.Slots"/>; <see langword="null"/> for the running mean.</param>
public sealed record StateTensor(string Name, Parameter Parameter, int? Slot);
