namespace CrackLab.Training;

/// <summary>Something that watches or steers training. Every method does nothing unless overridden.</summary>
/// <remarks>Counterpart of keras.callbacks.Callback. Called on the training thread, in the order of the list.</remarks>
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

    /// <summary>Called once at the end, also when training was stopped or interrupted.</summary>
    /// <param name="training">The training that has ended.</param>
    public virtual void OnTrainEnd(ITraining training)
    {
    }
}
