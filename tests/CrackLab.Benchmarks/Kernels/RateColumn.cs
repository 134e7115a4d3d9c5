using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>Floating-point operations a second, or their part of a matrix product's.</summary>
/// <param name="name">Head of the column.</param>
/// <param name="legend">What it shows.</param>
/// <param name="format">Turns GFLOP/s into text; told whether one thread works or all.</param>
internal sealed class RateColumn(string name, string legend, Func<double, bool, string> format) : IColumn
{
    /// <inheritdoc/>
    public string Id => name;

    /// <inheritdoc/>
    public string ColumnName => name;

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => legend;

    /// <summary>GFLOP/s.</summary>
    public static RateColumn Rate() => new("GFLOP/s", "Floating-point operations a second, in thousand millions", (rate, _) => rate.ToString("F1", CultureInfo.InvariantCulture));

    /// <summary>Percent of a matrix product's GFLOP/s.</summary>
    /// <param name="oneThread">The product's rate on one thread.</param>
    /// <param name="allThreads">Its rate on all.</param>
    public static RateColumn Part(double oneThread, double allThreads) =>
        new("% of matrix product", "Part of what PyTorch's matrix product reaches here on as many threads", (rate, isTile) => (100 * rate / (isTile ? oneThread : allThreads)).ToString("F0", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "–";
        }

        var shape = (ConvolutionShape)benchmarkCase.Parameters[nameof(ConvolutionBenchmarks.Shape)];
        bool isTile = benchmarkCase.Descriptor.Type == typeof(TileBenchmarks);
        return format((isTile ? shape.RowWork : shape.BatchWork) / statistics.Median, isTile);
    }

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;
}
