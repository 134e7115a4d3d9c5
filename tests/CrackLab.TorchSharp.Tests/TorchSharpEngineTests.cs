using Contract;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Plugins;
using CrackLab.Engine.Tests.Support;
using TorchSharp;

namespace CrackLab.TorchSharp.Tests;

public sealed class TorchSharpEngineTests
{
    [Fact]
    public void Name_Cpu_TellsLibraryAndThreads() =>
        Assert.Matches(@"^TorchSharp \(libtorch \d+\.\d+\.\d+, CPU, 1 thread\)$", new TorchSharpEngine(threads: 1).Name);

    [Fact]
    public void Name_BFloat16_TellsIt() => Assert.EndsWith(", CPU, 2 threads, BFloat16)", new TorchSharpEngine(precision: Precision.BFloat16, threads: 2).Name, StringComparison.Ordinal);

    [Fact]
    public void Engine_Tf32OnTheCpu_Refused() => Assert.Contains(
        "expected Tf32 on Cuda alone", Assert.Throws<ArgumentException>(() => new TorchSharpEngine(Device.Cpu, Precision.Tf32)).Message, StringComparison.Ordinal);

    [Fact]
    public void Engine_NoThreads_Refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TorchSharpEngine(threads: 0));

    [Fact]
    public void Engine_CudaWithoutACard_SaysSoInOneLine()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "There is a CUDA card here.");
        string message = Assert.Throws<PlatformNotSupportedException>(() => new TorchSharpEngine(Device.Cuda)).Message;
        Assert.Contains("expected a CUDA card, received none that libtorch sees", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("Unable to load 'x'. Consider LD_DEBUG: \nlibstdc++.so.6: version `GLIBCXX_9' not found (required by x)\nx.so: cannot open\n", "libstdc++.so.6: version `GLIBCXX_9' not found (required by x)")]
    [InlineData("Unable to load DLL 'x': The specified module could not be found.", "Unable to load DLL 'x': The specified module could not be found")]
    public void Reason_OfALoadersMessage_IsTheSystemsFirstComplaint(string message, string reason) => Assert.Equal(reason, TorchLibrary.Reason(message));

    [Fact]
    public void Factory_Options_MakeThatEngine()
    {
        var engine = (TorchSharpEngine)new TorchSharpFactory().Create(new EngineOptions { Precision = Precision.BFloat16, Threads = 1 });
        Assert.Equal((Device.Cpu, Precision.BFloat16, 1), (engine.Device, engine.Precision, engine.Threads));
    }

    [Fact]
    public void Build_BFloat16_TrainsNearlyAsInFloat32()
    {
        ContractNet of = ContractNets.All["Seed CNN"];
        var optimizer = new Adam(1e-3);
        double[] Losses(Precision precision)
        {
            Sequential model = of.Build();
            using IEngineSession session = new TorchSharpEngine(precision: precision).Build(model, of.Training(model, optimizer));
            return of.Losses(session, model, optimizer, 0, 10);
        }

        double[] exact = Losses(Precision.Float32);
        double[] coarse = Losses(Precision.BFloat16);
        Assert.NotEqual(exact[0], coarse[0]);
        foreach ((double expected, double actual) in exact.Zip(coarse))
        {
            // Eight bits of mantissa: one part in 256 a product.
            Close.To(expected, actual, 0.03, "loss");
        }
    }

    [Fact]
    public void Build_Layers_StayInChannelsLast()
    {
        // What a layer hands on has strides 1 between channels: libtorch then picks its kernels for that order.
        using var scope = torch.NewDisposeScope();
        Sequential model = Models.CrackNet(32);
        using var weights = new WeightStore(model, torch.CPU, learns: false);
        torch.Tensor x = torch.zeros([2, 32, 32, 3], torch.ScalarType.Float32).permute(0, 3, 1, 2);
        int pictures = 0;
        foreach (Steps.IStep step in new Steps.StepBuilder(model, weights, 2, torch.ScalarType.Float32).Build())
        {
            x = step.Forward(x, new Steps.PassState(IsTraining: true, Count: 2));
            if (x.ndim == 4 && x.shape[2] > 1)
            {
                pictures++;
                Assert.Equal(1, x.stride()[1]);
            }
        }

        Assert.True(pictures > 10, $"expected pictures between the layers, received {pictures}");
    }
}
