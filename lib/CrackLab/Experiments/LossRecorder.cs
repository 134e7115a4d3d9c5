using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Notes rate and loss of each batch, and ends training when it has seen enough.</summary>
/// <param name="steps">Batches to see.</param>
/// <param name="batchSize">Images in a batch.</param>
/// <param name="count">Images in an epoch.</param>
/// <param name="diverged">Ends early where the smoothed loss is this many times the least one.</param>
/// <param name="weight">Weight of the smoothing.</param>
internal sealed class LossRecorder(int steps, int batchSize, int count, double diverged, double weight) : Callback
{
    private double _sumBefore;
    private double _mean;
    private double _share;
    private double _least = double.PositiveInfinity;

    /// <summary>Rate and loss of each batch.</summary>
    public List<(double Rate, double Loss)> Points { get; } = [];

    /// <summary>Whether it has seen enough.</summary>
    public bool IsDone { get; private set; }

    /// <inheritdoc/>
    public override void OnBatchEnd(ITraining training, BatchResult batch)
    {
        // The trainer tells the mean over the epoch so far: the batch's own loss is the difference of two sums.
        long seen = Math.Min((long)batch.Batch * batchSize, count);
        long before = (long)(batch.Batch - 1) * batchSize;
        double sum = batch.Loss * seen;
        double loss = (sum - (batch.Batch == 1 ? 0 : _sumBefore)) / (seen - before);
        _sumBefore = sum;
        Points.Add((batch.LearningRate, loss));
        _mean = (weight * _mean) + ((1 - weight) * loss);
        _share = (weight * _share) + (1 - weight);
        _least = Math.Min(_least, _mean / _share);
        IsDone = Points.Count >= steps || (Points.Count > steps / 4 && _mean / _share > diverged * _least);
        if (IsDone)
            throw new OperationCanceledException("the range of learning rates is through");
    }
}
