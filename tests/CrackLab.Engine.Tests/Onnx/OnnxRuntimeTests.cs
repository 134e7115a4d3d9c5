using CrackLab.Engine.Execution;
using CrackLab.Engine.Onnx;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Onnx;

/// <summary>Holds what we compute against what ONNX Runtime computes from our files.</summary>
public sealed class OnnxRuntimeTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Run_EveryModel_GivesOurOutputs()
    {
        OnnxRuntime.SkipWithout();
        using var folder = new TemporaryFolder();
        List<(OnnxJob Job, OnnxSummary Summary, float[] Ours)> cases = [];
        foreach (string name in OnnxModels.Names.Select(row => row.Data))
        {
            Sequential model = OnnxModels.Make(name);
            OnnxSummary summary = OnnxFile.Export(model, folder.File(name));
            foreach (int count in (ReadOnlySpan<int>)[1, 5])
            {
                int[] shape = [count, .. summary.Input.Dimensions.Skip(1).Select(int.Parse)];
                byte[] bytes = Pictures.Noise(count, model.InputShape);
                float[] floats = Values.Uniform(bytes.Length, 3);
                bool takesBytes = summary.Input.Type == "uint8";
                cases.Add((
                    takesBytes ? OnnxJob.Of(folder.File(name), bytes, shape) : OnnxJob.Of(folder.File(name), floats, shape),
                    summary,
                    Predict(model, takesBytes ? new ModelInput(bytes, count) : new ModelInput(floats, count))));
            }
        }

        IReadOnlyList<OnnxResult> results = OnnxRuntime.Run([.. cases.Select(item => item.Job)]);

        Assert.Equal(cases.Count, results.Count);
        Assert.All(cases.Zip(results), pair =>
        {
            ((OnnxJob job, OnnxSummary summary, float[] ours), OnnxResult theirs) = pair;
            Assert.Equal(summary.Output.Name, theirs.Name);
            Assert.Equal([job.Shape[0], .. summary.Output.Dimensions.Skip(1).Select(int.Parse)], theirs.Shape);
            Assert.True(job.Shape[0] == 1 || ours.Distinct().Count() > ours.Length / 2, $"{job.Model}: expected outputs that differ");
            Close.To(ours, theirs.Values, Tolerance, job.Model);
        });
    }

    private static float[] Predict(Sequential model, ModelInput input)
    {
        float[] outputs = new float[input.Count * model.OutputShape.Size];
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = input.Count });
        session.Predict(input, outputs);
        return outputs;
    }
}
