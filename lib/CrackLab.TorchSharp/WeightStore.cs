using CrackLab.Engine;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp;

/// <summary>All weights of a model in one tensor on the device: those that decay first, then the other trainable ones, then running statistics.</summary>
/// <remarks>So an optimizer's step is a handful of operations over everything, however many layers there are.</remarks>
internal sealed class WeightStore : IDisposable
{
    private readonly Dictionary<string, Tensor> _leaves = new(StringComparer.Ordinal);

    /// <summary>Takes memory and copies the model's weights there.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="learns">Whether gradients by the weights are wanted.</param>
    public WeightStore(Sequential model, torch.Device device, bool learns)
    {
        using var scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        Device = device;
        Views = [.. Lay(model)];
        Decaying = LengthOf(parameter => parameter.Decays);
        Trainable = LengthOf(parameter => parameter.IsTrainable);
        Flat = NewFlat(LengthOf(_ => true));
        Push();
        foreach (WeightView view in Views)
        {
            // The same memory under a count of changes of its own: autograd would take a change of any weight for one of every weight.
            Tensor leaf = torch.empty([0], torch.ScalarType.Float32, device).set_(view.Of(Flat));
            leaf.requires_grad = learns && view.Parameter.IsTrainable;
            _leaves.Add(view.Parameter.Name, leaf.DetachFromDisposeScope());
        }
    }

    /// <summary>Where the weights lie.</summary>
    public torch.Device Device { get; }

    /// <summary>The weights in the order of the tensor.</summary>
    public IReadOnlyList<WeightView> Views { get; }

    /// <summary>All weights.</summary>
    public Tensor Flat { get; }

    /// <summary>Values at the beginning that weight decay applies to.</summary>
    public long Decaying { get; }

    /// <summary>Values at the beginning that the optimizer changes.</summary>
    public long Trainable { get; }

    /// <summary>Weights that gradients are computed by, in the order of the tensor.</summary>
    public IReadOnlyList<Tensor> Learning => [.. Views.Where(view => view.Parameter.IsTrainable).Select(view => _leaves[view.Parameter.Name])];

    /// <summary>A weight as the layers compute with it; it sees every change of the tensor.</summary>
    /// <param name="name">Its full name.</param>
    public Tensor? Find(string name) => _leaves.GetValueOrDefault(name);

    /// <summary>Zeros on the same device that no scope disposes.</summary>
    /// <param name="length">Number of floats.</param>
    public Tensor NewFlat(long length) => torch.zeros([length], torch.ScalarType.Float32, Device).DetachFromDisposeScope();

    /// <summary>Takes over the model's weights.</summary>
    public void Push()
    {
        using var scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        foreach (WeightView view in Views)
        {
            view.Write(Flat, view.Parameter.Values);
        }
    }

    /// <summary>Brings the weights into the model.</summary>
    public void Pull()
    {
        using var scope = torch.NewDisposeScope();
        foreach (WeightView view in Views)
        {
            view.Read(Flat, view.Parameter.Values);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor leaf in _leaves.Values)
        {
            leaf.Dispose();
        }

        Flat.Dispose();
    }

    private static IEnumerable<WeightView> Lay(Sequential model)
    {
        long offset = 0;
        foreach (Parameter parameter in model.Parameters.OrderBy(parameter => parameter.Decays ? 0 : parameter.IsTrainable ? 1 : 2))
        {
            yield return new WeightView(parameter, offset);
            offset += parameter.Length;
        }
    }

    private long LengthOf(Func<Parameter, bool> chosen) => Views.Select(view => view.Parameter).Where(chosen).Sum(parameter => (long)parameter.Length);
}
