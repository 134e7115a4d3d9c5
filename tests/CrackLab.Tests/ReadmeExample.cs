using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Optimizers;
using CrackLab.Evaluation;
using CrackLab.Prediction;
using CrackLab.Training;

namespace CrackLab.Tests;

/// <summary>The README's example, so that it compiles as long as it stands there; it needs photos of one's own to run.</summary>
internal static class ReadmeExample
{
    public static void Run()
    {
        InspectionReport report = ImageFolder.Open("photos").Inspect();
        report.Quarantine("quarantine");
        DataSplit split = report.Healthy.Split(train: 0.7, validation: 0.2, test: 0.1, seed: 42);

        var trainer = new Trainer(Models.CrackNet())
        {
            Optimizer = new AdamW(learningRate: 4e-3),
            Epochs = 8,
            Callbacks = { new EarlyStopping(patience: 3) },
        };
        TrainingResult training = trainer.Fit(split.Train, split.Validation);

        ScoredSet scored = SetEvaluator.Evaluate(training.BestModel, split.Test);
        Console.WriteLine($"Accuracy {scored.Result.Accuracy}, recall {scored.Result.Recall}");
        training.BestModel.Save("crack.safetensors");

        using Classifier classifier = Classifier.Load("crack.safetensors");
        PredictedImage photo = classifier.Predict("photo.jpg");
        Console.WriteLine($"{photo.Label} {photo.Probability:0.0000}");
    }
}
