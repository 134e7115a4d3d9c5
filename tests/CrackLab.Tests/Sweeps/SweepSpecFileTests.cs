using CrackLab.Experiments;
using CrackLab.Sweeps;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Sweeps;

public sealed class SweepSpecFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string, string> Faults => new()
    {
        { """{"data": "d", }  }""", "expected JSON, received something else at line 1" },
        { """[]""", "expected an object in braces, received []. Write" },
        { """{"parameters": {}}""", "expected the key 'data' (a folder of images), received none." },
        { """{"data": "d"}""", "expected the key 'parameters' (the settings to vary), received none." },
        { """{"data": "d", "parameters": {}}""", "parameters: expected at least one setting to vary, received {}." },
        { """{"data": "d", "trial": 3, "parameters": {}}""", "expected the keys data, groups, labels, positive, settings, search, trials, seed, halving, parameters, received 'trial'." },
        { """{"data": "d", "data": "e", "parameters": {}}""", "expected each key once, received 'data' 2 times." },
        { """{"data": "d", "trials": 0, "parameters": {"learningRate": {"choice": [1]}}}""", "trials: expected a whole number from 1 to 1000, received 0." },
        { """{"data": "d", "search": "best", "parameters": {"learningRate": {"choice": [1]}}}""", "search: expected \"grid\" or \"random\", received \"best\"." },
        { """{"data": "d", "search": "grid", "trials": 4, "parameters": {"size": {"choice": [32]}}}""", "trials: expected no number of trials for a grid" },
        { """{"data": "d", "search": "grid", "parameters": {"learningRate": {"uniform": [1, 2]}}}""", "parameters.learningRate: expected a choice, for a grid tries every value, received" },
        { """{"data": "d", "parameters": {"learningRate": [1, 2]}}""", "parameters.learningRate: expected one of {\"choice\": [...]}" },
        { """{"data": "d", "parameters": {"learningRate": {"log": [1, 2]}}}""", "parameters.learningRate: expected the keys choice, uniform, logUniform, int, received 'log'." },
        { """{"data": "d", "parameters": {"learningRate": {}}}""", "parameters.learningRate: expected one of {\"choice\": [...]}" },
        { """{"data": "d", "parameters": {"learningRate": {"uniform": [2, 1]}}}""", "parameters.learningRate.uniform: expected the least number first, received [2, 1]." },
        { """{"data": "d", "parameters": {"learningRate": {"logUniform": [0, 1]}}}""", "parameters.learningRate.logUniform: expected numbers above 0, received [0, 1]." },
        { """{"data": "d", "parameters": {"learningRate": {"uniform": [1]}}}""", "parameters.learningRate.uniform: expected two numbers, the least and the greatest, received [1]." },
        { """{"data": "d", "parameters": {"learningRate": {"uniform": [1, "x"]}}}""", "parameters.learningRate.uniform[1]: expected a number, received \"x\"." },
        { """{"data": "d", "parameters": {"learningRate": {"choice": [0]}}}""", "parameters.learningRate: Setting 'learningRate': expected a number above 0, received 0." },
        { """{"data": "d", "parameters": {"learnRate": {"choice": [1]}}}""", "parameters.learnRate: Setting 'learnRate=1': expected NAME=VALUE with one of model, size," },
        { """{"data": "d", "parameters": {"optimizer": {"choice": ["adam", "lion"]}}}""", "parameters.optimizer: Setting 'optimizer': expected adam, adamW or sgd, received 'lion'." },
        { """{"data": "d", "parameters": {"batchSize": {"uniform": [8, 64]}}}""", "parameters.batchSize: Setting 'batchSize': expected a whole number, received '63.99" },
        { """{"data": "d", "parameters": {"limit": {"choice": [10]}}}""", "parameters.limit: expected a setting of the training, for data and measure are the same for all trials, received" },
        { """{"data": "d", "settings": {"epochs": "many"}, "parameters": {"size": {"choice": [32]}}}""", "settings.epochs: Setting 'epochs': expected a number, received 'many'." },
        { """{"data": "d", "settings": {"epochs": 9}, "trials": 8, "halving": {}, "parameters": {"size": {"choice": [32]}}}""", "halving: expected at least 9 trials so that one reaches 9 epochs (rungs of 1, 3, 9 epochs), with 8 of them, received {}." },
        { """{"data": "d", "settings": {"epochs": 2}, "halving": {"minEpochs": 2}, "parameters": {"size": {"choice": [32]}}}""", "halving: expected minEpochs below the 2 epochs of the settings, received" },
        { """{"data": "d", "halving": {"factor": 1}, "parameters": {"size": {"choice": [32]}}}""", "halving.factor: expected a whole number from 2 to 100, received 1." },
        { """{"data": "d\ud800", "parameters": {}}""", "expected JSON, received something else at line 1, byte 10." },
        { """{"data": "d", "parameters": {"\udc00": {"choice": [1]}}}""", "expected JSON, received something else at line 1, byte 30." },
        { """{"data": "d\u0000", "parameters": {}}""", "data: expected a path, received" },
        { """{"data": "d", "settings": {"model": "\u0000.json"}, "parameters": {}}""", "settings.model: expected a path, received" },
        { """{"data": "d", "parameters": {" ": {"choice": [1]}}}""", "expected the name of a setting as its key, received" },
        { """{"data": "d", "parameters": {"x.learningRate": {"choice": [1]}}}""", "parameters.x.learningRate: Setting 'x.learningRate=1': expected NAME=VALUE" },
        { """{"data": "d", "parameters": {"size": {"choice": [1@]}}}""".Replace("@", string.Concat(Enumerable.Repeat(", 1", 1000)), StringComparison.Ordinal), "parameters.size.choice: expected 1 to 1000 values, received" },
        { """{"data": "d", "@": 1}""".Replace("@", new string('k', 9999), StringComparison.Ordinal), "expected the keys data," },
        { """{"data": "d", "parameters": {"size": {"choice": ["@"]}}}""".Replace("@", new string('v', 9999), StringComparison.Ordinal), "parameters.size: Setting 'size': expected a number, received 'vvv" },
        { """{"data": "d", "halving": {}, "parameters": {"epochs": {"choice": [1, 2]}}}""", "parameters.epochs: expected no epochs to vary, for halving chooses them, received" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Fault_NamesFileKeyAndMend(string text, string expected)
    {
        string path = _folder.Write("spec.json", text);

        string message = Assert.Throws<InvalidDataException>(() => SweepSpecFile.Read(path)).Message;

        Assert.StartsWith(path + ": ", message);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, path.Length, 2000);
    }

    [Fact]
    public void Read_ManySettingsAndValues_TakesLessThanASecond()
    {
        string[] settings = ["learningRate", "momentum", "weightDecay", "brightness", "contrast", "labelSmoothing"];
        string values = string.Join(", ", Enumerable.Range(1, 900).Select(i => i / 1000.0));
        string choices = string.Join(", ", settings.Select(name => $"\"{name}\": {{\"choice\": [{values}]}}"));
        string path = _folder.Write("spec.json", $"{{\"data\": \"d\", \"settings\": {{\"epochs\": 3}}, \"parameters\": {{{choices}}}}}");
        _ = SweepSpecFile.Read(path);

        Assert.InRange(ThreadTime.Of(() => SweepSpecFile.Read(path)), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Read_WholeSpecification_IsUnderstood()
    {
        string path = _folder.Write("spec.json", """
            {
              // Paths count from here.
              "data": "photos", "groups": "groups.csv",
              "settings": { "epochs": 9, "model": "net.json", "horizontalFlip": false },
              "search": "random", "trials": 30, "seed": 7,
              "halving": { "minEpochs": 1, "factor": 3 },
              "parameters": {
                "learningRate": { "logUniform": [1e-4, 0.1] }, "batchSize": { "int": [16, 64] },
                "optimizer": { "choice": ["sgd", "adamW"] }, "verticalFlip": { "choice": [true, false] },
              },
            }
            """);

        SweepSpec spec = SweepSpecFile.Read(path);

        Assert.Equal((_folder["photos"], _folder["groups.csv"]), (spec.Data, spec.Groups));
        Assert.Equal(MonitoredMetric.ValidationAccuracy, spec.Metric);
        Assert.Equal(30, spec.Draw().Count);
        HyperParameters settings = spec.SettingsOf(new Dictionary<string, string>(StringComparer.Ordinal) { ["learningRate"] = "0.002", ["optimizer"] = "sgd" });
        Assert.Equal(
            new HyperParameters
            {
                Epochs = 9,
                Model = _folder["net.json"],
                HorizontalFlip = false,
                LearningRate = 0.002,
                Optimizer = OptimizerKind.Sgd,
                Monitor = MonitoredMetric.ValidationAccuracy,
            },
            settings);
        Assert.Equal([1, 3, 9], spec.Rungs(settings));
    }

    [Fact]
    public void Draw_MoreTrials_BeginsWithTheSame()
    {
        string path = _folder.Write("spec.json", """{"data": "d", "trials": 5, "parameters": {"learningRate": {"logUniform": [0.001, 1]}}}""");

        Assert.Equal(SweepSpecFile.Read(path).Draw(), SweepSpecFile.Read(path, trials: 9).Draw().Take(5));
        Assert.Equal(SweepSpecFile.Read(path).Fingerprint(), SweepSpecFile.Read(path, trials: 9).Fingerprint());
    }

    [Fact]
    public void SettingsOf_ModelWithUsualSettings_TakesThemUnlessAskedOtherwise()
    {
        string path = _folder.Write("spec.json", """{"data": "d", "settings": {"size": 64}, "parameters": {"model": {"choice": ["cracknet", "seed"]}}}""");

        HyperParameters seed = SweepSpecFile.Read(path).SettingsOf(new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = "seed" });

        Assert.Equal((64, 20, 3), (seed.Size, seed.Epochs, seed.Patience));
    }

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.StartsWith(
        $"{_folder["none.json"]}: expected the specification of a sweep in JSON, received no file.",
        Assert.Throws<FileNotFoundException>(() => SweepSpecFile.Read(_folder["none.json"])).Message);

    public void Dispose() => _folder.Dispose();
}
