namespace CrackLab.Fuzzing.Running;

/// <summary>Changes a file somehow; one that it does not understand comes back as it is.</summary>
/// <param name="input">The file, which stays as it is.</param>
/// <param name="random">What to draw from.</param>
internal delegate byte[] Mutation(byte[] input, FuzzRandom random);
