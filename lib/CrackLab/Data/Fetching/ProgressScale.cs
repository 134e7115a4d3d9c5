namespace CrackLab.Data.Fetching;

/// <summary>Hands on a count of unpacked files as progress towards the pictures that there should be.</summary>
/// <param name="progress">Told of it; <see langword="null"/> for nobody.</param>
/// <param name="total">Pictures that there should be.</param>
internal sealed class ProgressScale(IProgress<FetchProgress>? progress, long total) : IProgress<long>
{
    public void Report(long value) => progress?.Report(new FetchProgress(FetchStage.Unpacking, Math.Min(value, total), total));
}
