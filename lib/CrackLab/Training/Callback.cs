namespace CrackLab.Training;

/// <summary>Something that watches or steers training. Every method does nothing unless overridden.</summary>
/// <remarks>Counterpart of keras.callbacks.Callback. Called on the thread that trains, which is not the one that called Fit, in the order of the list.</remarks>
public abstract class Callback
{
    /// <summary>Called once before the first batch.</summary>
    /// <param name="training">The training under way.</param>
    public virtual void OnTrainBegin(ITraining training)
    {
    }

    /// <summary>Called after each batch.</summary>
    /// <param name="training">The training under way.</param>
    /// <param name="batch">Where it stands.</param>
    public virtual void OnBatchEnd(ITraining training, BatchResult batch)
    {
    }

    /// <summary>Called after each epoch, validation done.</summary>
    /// <param name="training">The training under way.</param>
    /// <param name="epoch">What the epoch came to.</param>
    public virtual void OnEpochEnd(ITraining training, EpochResult epoch)
    {
    }

    /// <summary>Called instead of <see cref="OnTrainEnd"/> where an exception ends training, or its thread is being stopped.</summary>
    /// <param name="training">The training; it cannot be captured any more, for it may stand in the middle of a step.</param>
    /// <remarks>Must neither throw nor wait.</remarks>
    public virtual void OnTrainFailed(ITraining training)
    {
    }

    /// <summary>Called once at the end, also when training was stopped or interrupted.</summary>
    /// <param name="training">The training that has ended.</param>
    public virtual void OnTrainEnd(ITraining training)
    {
    }
}
