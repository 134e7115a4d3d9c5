namespace CrackLab.Kernel.Scripting;

/// <summary>A line such as <c>#r "file.dll"</c>.</summary>
/// <param name="Name">"r", "load" or "i".</param>
/// <param name="Value">What stands between the quotes.</param>
internal sealed record Directive(string Name, string Value);
