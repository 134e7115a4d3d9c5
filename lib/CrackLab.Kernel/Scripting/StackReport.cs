using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CrackLab.Kernel.Scripting;

/// <summary>Where an exception came from, in the words of the person who wrote the cell.</summary>
internal static partial class StackReport
{
    /// <summary>Most frames that are listed.</summary>
    private const int MostFrames = 30;

    private static readonly string[] Plumbing =
        ["CrackLab.Kernel", "System.Runtime.CompilerServices", "System.Runtime.ExceptionServices", "System.Threading"];

    /// <summary>One line a frame, down to the cell's own code; empty for an exception that was never thrown.</summary>
    /// <param name="error">The exception.</param>
    public static IEnumerable<string> Of(Exception error)
    {
        StackFrame[] frames = new StackTrace(error, fNeedFileInfo: true).GetFrames();
        int last = Array.FindLastIndex(frames, IsCell);
        IEnumerable<StackFrame> kept = last < 0 ? frames : frames.Take(last + 1);
        string before = "";
        foreach (StackFrame frame in kept.Take(MostFrames))
        {
            string line = "  at " + Describe(frame);
            if ((!IsCell(frame) && IsPlumbing(frame)) || string.Equals(line, before, StringComparison.Ordinal)) continue;
            yield return line;
            before = line;
        }
    }

    private static bool IsCell(StackFrame frame) =>
        frame.GetMethod()?.Module.Assembly is { } assembly && AssemblyLoader.IsSubmission(assembly);

    private static bool IsPlumbing(StackFrame frame)
    {
        string type = frame.GetMethod()?.DeclaringType?.FullName ?? "";
        return Plumbing.Any(start => type.StartsWith(start, StringComparison.Ordinal));
    }

    private static string Describe(StackFrame frame)
    {
        string name = NameOf(frame.GetMethod());
        if (IsCell(frame))
        {
            string place = frame.GetFileLineNumber() > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{frame.GetFileName()}, line {frame.GetFileLineNumber()}")
                : "a cell";
            return name.Length == 0 ? place : $"{name} ({place})";
        }

        if (frame.GetFileName() is not string file || frame.GetFileLineNumber() == 0) return name;
        return string.Create(CultureInfo.InvariantCulture, $"{name} ({Path.GetFileName(file)}, line {frame.GetFileLineNumber()})");
    }

    /// <summary>The name that the method has in its source: the compiler's inventions taken away.</summary>
    private static string NameOf(MethodBase? method)
    {
        if (method is null) return "unknown code";
        string name = method.Name;
        Type? type = method.DeclaringType;
        while (type is not null && type.Name.StartsWith('<'))
        {
            if (string.Equals(name, "MoveNext", StringComparison.Ordinal)) name = type.Name;
            type = type.DeclaringType;
        }

        Match invented = Invented().Match(name);
        if (invented.Success)
        {
            bool isLambda = name.Contains(">b__", StringComparison.Ordinal);
            name = invented.Groups["local"].Success ? invented.Groups["local"].Value : invented.Groups["method"].Value;
            if (isLambda) name = name.Length == 0 ? "lambda" : "lambda in " + name;
        }

        string owner = type?.FullName ?? "";
        if (owner.StartsWith("Submission#", StringComparison.Ordinal))
        {
            int inner = owner.IndexOf('+', StringComparison.Ordinal);
            owner = inner < 0 ? "" : owner[(inner + 1)..];
        }

        owner = owner.Replace('+', '.');
        if (owner.Contains('`', StringComparison.Ordinal)) owner = owner[..owner.IndexOf('`', StringComparison.Ordinal)];
        return owner.Length == 0 || name.Length == 0 ? name : $"{owner}.{name}";
    }

    [GeneratedRegex(@"^<(<Initialize>|<Main>\$|<Factory>|(?<method>\w*))>(g__(?<local>\w+)\|)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Invented();
}
