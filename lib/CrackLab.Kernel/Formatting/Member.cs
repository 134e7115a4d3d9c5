namespace CrackLab.Kernel.Formatting;

/// <summary>One readable member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">Gives its value; never throws: where the getter does, the value is a <see cref="FailedRead"/>.</param>
internal sealed record Member(string Name, Func<object, object?> Read);
