using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Execution;

/// <summary>Which values of one sample a <see cref="Dropout"/> layer drops, in their order: the same on every engine.</summary>
/// <remarks>A hash of (seed, layer, step, sample, place): no state outside, so any thread may draw any sample in any order.</remarks>
public struct DropoutStream
{
    private readonly ulong _limit;
    private ulong _state;

    /// <summary>Stands before a sample's first value.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="number">Its place in the model, counted from 0.</param>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="step">Steps of training done before this one.</param>
    /// <param name="sample">The sample's place in its batch.</param>
    public DropoutStream(Dropout layer, int number, int seed, long step, int sample)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _limit = (ulong)(layer.Rate * (double)(1UL << 53));
        ulong state = ((ulong)(uint)seed << 32) | (uint)number;
        state = RandomStream.Mix(ref state) ^ (ulong)step;
        state = RandomStream.Mix(ref state) ^ (uint)sample;
        _state = RandomStream.Mix(ref state);
    }

    /// <summary>What a value that stays is multiplied by, so that the expected sum stays too.</summary>
    /// <param name="layer">The layer.</param>
    public static float Scale(Dropout layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return 1 / (1 - layer.Rate);
    }

    /// <summary>Whether the next value is dropped.</summary>
    public bool DropsNext() => (RandomStream.Mix(ref _state) >> 11) < _limit;
}
