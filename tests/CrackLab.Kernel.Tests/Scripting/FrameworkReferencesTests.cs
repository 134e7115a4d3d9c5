using System.Collections.Immutable;
using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class FrameworkReferencesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_PackOrRuntime_ServesToRunCells(bool isRuntime)
    {
        ImmutableArray<MetadataReference> found = isRuntime ? FrameworkReferences.FindRuntime() : FrameworkReferences.Find();
        var chain = new SubmissionChain(found.Add(SharedReferences.All[^1]));
        Submission submission = chain.Compile(
            SubmissionChain.Parse("await Task.Yield(); new List<int> { 1, 2 }.Select(i => i + 1).Sum()", "cell 1"), TestContext.Current.CancellationToken);
        chain.Add(submission);
        Assert.Equal(5, await chain.Start());
    }
}
