using CrackLab.Engine.Execution;
using CrackLab.Tracking;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class EngineSelectionTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    [Fact]
    public void Train_NothingSaid_IsSimdAndStandsInTheRecord() =>
        Assert.Equal(new SimdEngine().Name, RunRecord.Read(Path.Combine(photos.Run, "run.json")).Engine);

    [Theory]
    [InlineData("train: --engine: expected simd or torch, received 'gpu'.", "--engine", "gpu")]
    [InlineData("train: --device: expected --engine torch as well, received none. The engine simd computes on the processors, in float32.", "--device", "cuda")]
    [InlineData("train: --precision: expected float32 or tf32 or bf16, received 'half'.", "--engine", "torch", "--precision", "half")]
    [InlineData("train: --engine-path: expected --engine torch as well, received none. The engine simd computes on the processors, in float32.", "--engine", "simd", "--engine-path", "x")]
    public void Train_OptionsThatDoNotFit_AreWrongUsage(string line, params string[] options) =>
        Assert.Equal($"cracklab {line}", photos.Train(photos.Below("wrong"), options).UsageLine());

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void Verb_NoPlugin_SaysInOneLineHowToBuildIt(string verb)
    {
        string empty = Directory.CreateDirectory(photos.Below("empty")).FullName;
        string[] words = verb switch
        {
            "train" => photos.TrainArguments(photos.Below("none")),
            "evaluate" => [verb, photos.Run],
            _ => [verb, photos.Run, photos.Data],
        };
        string line = CommandRun.Of([.. words, "--engine", "torch", "--engine-path", empty]).FailedLine();
        Assert.Equal(
            $"cracklab {verb}: Engine 'torch': expected CrackLab.TorchSharp.dll in {empty}, received no such file. Build it in a clone: dotnet build -c Release lib/CrackLab.TorchSharp, and state its output folder.",
            line);
        Assert.False(Directory.Exists(photos.Below("none")));
    }
}
