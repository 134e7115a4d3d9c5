namespace CrackLab.Tests;

/// <summary>Tests that change an environment variable, and so run while no other does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class EnvironmentCollection;
