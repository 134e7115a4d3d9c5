using CrackLab.Engine;
using CrackLab.Engine.Execution;
using TorchSharp;

namespace CrackLab.TorchSharp;

/// <summary>An engine on libtorch: the CPU, or a CUDA card.</summary>
/// <remarks>
/// In float32 it agrees with <see cref="SimdEngine"/> to rounding, and draws the same dropout. On the CPU the same seed,
/// data, machine and number of threads give the same bits; on CUDA libtorch may add in another order from run to run, and
/// TorchSharp has no switch against that. Threads and TF32 are settings of the whole process: the last engine built decides.
/// </remarks>
public sealed class TorchSharpEngine : IEngine
{
    /// <summary>Makes the engine.</summary>
    /// <param name="device">What it computes on.</param>
    /// <param name="precision">What convolutions and dense layers multiply; Tf32 on CUDA alone.</param>
    /// <param name="threads">Threads that compute on the CPU, at least 1; <see langword="null"/> for one a core.</param>
    /// <exception cref="ArgumentException">The device does not have that precision.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch does not load, or sees no CUDA card.</exception>
    public TorchSharpEngine(Device device = Device.Cpu, Precision precision = Precision.Float32, int? threads = null)
    {
        Threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(threads));
        if (precision == Precision.Tf32 && device != Device.Cuda)
        {
            throw new ArgumentException($"TorchSharp engine: expected Tf32 on {Device.Cuda} alone, received it on {device}. Use {Precision.Float32}, or a CUDA card.", nameof(precision));
        }

        TorchLibrary.Load(device);
        Device = device;
        Precision = precision;
    }

    /// <summary>What it computes on.</summary>
    public Device Device { get; }

    /// <summary>What convolutions and dense layers multiply.</summary>
    public Precision Precision { get; }

    /// <summary>Threads that compute on the CPU.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public string Name
    {
        get
        {
            string device = Device == Device.Cuda ? "CUDA" : $"CPU, {Threads} thread{(Threads == 1 ? "" : "s")}";
            string precision = Precision == Precision.Float32 ? "" : $", {Precision}";
            return $"TorchSharp (libtorch {Version.Parse(torch.__version__).ToString(3)}, {device}{precision})";
        }
    }

    /// <inheritdoc/>
    public IEngineSession Build(Sequential model, SessionOptions options)
    {
        SessionChecks.Options(model, options);
        torch.set_num_threads(Threads);
        if (Device == Device.Cuda)
        {
            // libtorch's own default lets convolutions use TF32.
            torch.backends.cuda.matmul.allow_tf32 = Precision == Precision.Tf32;
            torch.backends.cudnn.allow_tf32 = Precision == Precision.Tf32;
        }

        return new TorchSharpSession(
            model,
            options,
            Device == Device.Cuda ? torch.CUDA : torch.CPU,
            Precision == Precision.BFloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32);
    }
}
