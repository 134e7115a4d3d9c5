using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Magics;
using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Completion;

/// <summary>Tells whether code could be run as it stands.</summary>
internal static class CompletenessCheck
{
    /// <summary>Whether it could.</summary>
    /// <param name="code">The cell's text.</param>
    public static Completeness Of(string code)
    {
        (_, string rest) = Directives.Extract(CellSplitter.CodeOnly(code));
        SyntaxTree tree = SubmissionChain.Parse(rest, "");
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return Completeness.Incomplete;
        bool isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return isWrong ? Completeness.Invalid : Completeness.Complete;
    }
}
