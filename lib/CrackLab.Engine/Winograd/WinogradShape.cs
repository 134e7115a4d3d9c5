namespace CrackLab.Engine.Winograd;

/// <summary>Sizes of one Winograd convolution.</summary>
/// <param name="InputWidth">Pixels of an input row.</param>
/// <param name="Inputs">Channels in.</param>
/// <param name="OutputHeight">Output rows.</param>
/// <param name="OutputWidth">Pixels of an output row.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Top">Rows of zeros above the input.</param>
/// <param name="Left">Columns of zeros before it.</param>
internal readonly record struct WinogradShape(
    int InputWidth, int Inputs, int OutputHeight, int OutputWidth, int Outputs, int Top, int Left);
