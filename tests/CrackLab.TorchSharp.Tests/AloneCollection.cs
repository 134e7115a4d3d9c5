namespace CrackLab.TorchSharp.Tests;

/// <summary>Tests that measure the process.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;
