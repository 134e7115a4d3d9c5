using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>What an operation gets ready for.</summary>
/// <param name="Memory">Where its buffers come from.</param>
/// <param name="BatchSize">Most samples at once.</param>
/// <param name="Threads">Threads that run its pieces.</param>
/// <param name="Training">Whether backward passes follow.</param>
/// <param name="NeedsInputGradient">Whether anybody wants its input's gradient.</param>
internal sealed record OperationOptions(Workspace Memory, int BatchSize, int Threads, bool Training, bool NeedsInputGradient);
