using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class SubmissionChainTests
{
    private readonly SubmissionChain _chain = new(SharedReferences.All);

    [Fact]
    public void Compile_LaterCells_DoNotRepeatTheReferences()
    {
        Assert.Equal(SharedReferences.All.Length, Add("var list = new List<int>();").Compilation.ExternalReferences.Length);
        Assert.Empty(Add("list.Count").Compilation.ExternalReferences);
        MetadataReference added = SharedReferences.OfFile(typeof(FactAttribute).Assembly.Location);
        _chain.AddReference(added);
        Assert.Throws<CompilationException>(() => Add("missing"));
        Assert.Equal([added], Add("typeof(Xunit.FactAttribute)").Compilation.ExternalReferences);
        Assert.Empty(Add("typeof(Xunit.FactAttribute)").Compilation.ExternalReferences);
    }

    [Fact]
    public void RemoveLast_CellThatBroughtAReference_BringsItAgain()
    {
        Add("1");
        _chain.AddReference(SharedReferences.OfFile(typeof(FactAttribute).Assembly.Location));
        Add("typeof(Xunit.FactAttribute)");
        _chain.RemoveLast();
        Assert.Single(Add("typeof(Xunit.FactAttribute)").Compilation.ExternalReferences);
    }

    private Submission Add(string code)
    {
        Submission submission = _chain.Compile(SubmissionChain.Parse(code, "cell"), TestContext.Current.CancellationToken);
        _chain.Add(submission);
        return submission;
    }
}
