namespace CrackLab.Engine.Operations;

/// <summary>One of a convolution's three passes over a batch: forward, input gradient or weight gradient.</summary>
internal unsafe interface IConvolutionPass
{
    /// <summary>Packs the weights anew, after they have changed.</summary>
    void Refresh();

    /// <summary>Runs over a batch.</summary>
    /// <param name="pass">The run.</param>
    /// <param name="first">Forward and weight gradient: x. Input gradient: dy.</param>
    /// <param name="second">Forward: y. Weight gradient: dy. Input gradient: dx.</param>
    void Run(Pass pass, float* first, float* second);
}
