using System.Globalization;
using Contract;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using TorchSharp;

namespace CrackLab.TorchSharp.Tests;

/// <summary>A step leaves no tensor behind, and the process does not grow. Both are counted for the whole process: nothing may run beside it.</summary>
[Collection("Alone")]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int WarmUp = 200;
    private const int Steps = 1000;
    private const double MostMebibytes = 8;

    [Fact]
    public void TrainStep_AThousandTimes_TakesNoMoreMemory()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        Sequential model = of.Build();
        var optimizer = new AdamW(1e-4) { ClipNorm = 1, AverageMomentum = 0.99 };
        using IEngineSession session = new TorchSharpEngine(threads: 1).Build(model, of.Training(model, optimizer) with { InputGradient = true });
        Run(session, of, model, 0, WarmUp);
        (long tensors, double memory) = Now();
        Run(session, of, model, WarmUp, WarmUp + Steps);
        (long tensorsAfter, double memoryAfter) = Now();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Steps} steps: {memory:0.0} MiB before, {memoryAfter:0.0} MiB after; {tensors} tensors before, {tensorsAfter} after"));
        Assert.Equal(tensors, tensorsAfter);
        Assert.True(memoryAfter - memory < MostMebibytes, string.Create(CultureInfo.InvariantCulture, $"expected at most {MostMebibytes} MiB more, received {memoryAfter - memory:0.0}"));
    }

    private static void Run(IEngineSession session, ContractNet of, Sequential model, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            of.Train(session, model, step, rate: 1e-4);
            if (step % 50 == 0)
            {
                // What an epoch's end does besides.
                session.SwapAverage();
                of.Predict(session, model, ContractNet.Batch);
                session.PullWeights();
                session.SwapAverage();
                session.ExportState();
                session.ExportGradients();
                of.InputGradient(session, model);
            }
        }
    }

    private static (long Tensors, double Mebibytes) Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (torch.Tensor.TotalCount, Environment.WorkingSet / (1024.0 * 1024));
    }
}
