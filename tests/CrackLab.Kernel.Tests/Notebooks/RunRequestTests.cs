using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class RunRequestTests
{
    [Fact]
    public void FromArguments_WhatToArgumentsWrote_IsTheSame()
    {
        var request = new RunRequest("a b.ipynb", "out.ipynb")
        {
            Page = "p.html",
            TimeoutSeconds = 2.5,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "a=b", ["y"] = "" },
        };

        RunRequest read = RunRequest.FromArguments(request.ToArguments());

        Assert.Equal(request with { Parameters = read.Parameters }, read);
        Assert.Equal(request.Parameters, read.Parameters);
    }

    [Fact]
    public void FromArguments_TooFew_IsRefused() =>
        Assert.Throws<ArgumentException>(() => RunRequest.FromArguments(["run", "a.ipynb"]));
}
