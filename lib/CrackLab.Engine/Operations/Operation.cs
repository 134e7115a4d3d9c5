using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>One layer made ready to run on whole batches in NHWC memory.</summary>
/// <remarks>
/// Pointers passed in are valid for the call alone. Each operation keeps its jobs as delegates made once, so that running
/// it allocates nothing.
/// </remarks>
internal abstract unsafe class Operation(Shape input, Shape output)
{
    /// <summary>Shape of one input sample.</summary>
    public Shape Input { get; } = input;

    /// <summary>Shape of one output sample.</summary>
    public Shape Output { get; } = output;

    /// <summary>Number of the model's layer that it computes; the first of them, where it does several in one pass.</summary>
    public int Layer { get; set; }

    /// <summary>Whether training changes weights of this operation.</summary>
    public virtual bool HasParameters => false;

    /// <summary>Looks at the weights anew, after they have changed.</summary>
    /// <param name="training">Whether a backward pass may follow.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>Takes over what a training pass has found out besides gradients; not called where the pass was cancelled.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>y from x.</summary>
    /// <param name="pass">The run.</param>
    /// <param name="x">(N, input) values.</param>
    /// <param name="y">(N, output) receives the values.</param>
    public abstract void Forward(Pass pass, float* x, float* y);

    /// <summary>dx from dy, and in a pass that trains, weight gradients.</summary>
    /// <param name="pass">The run.</param>
    /// <param name="x">What the forward pass was given.</param>
    /// <param name="y">What it gave.</param>
    /// <param name="dy">(N, output) derivative of the loss; may be overwritten.</param>
    /// <param name="dx">(N, input) receives the derivative, or null where nobody needs it.</param>
    public abstract void Backward(Pass pass, float* x, float* y, float* dy, float* dx);
}
