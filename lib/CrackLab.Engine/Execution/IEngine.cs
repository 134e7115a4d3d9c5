
namespace CrackLab.Engine.Execution;

/// <summary>What turns a model's description into work. Trainers, callbacks and model files know only this.</summary>
public interface IEngine
{
    /// <summary>Name for people: "SIMD (Vector512, 2 threads)".</summary>
    string Name { get; }

    /// <summary>Gets ready to run a model.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="options">Batch size, and how to train where that is wanted.</param>
    IEngineSession Build(Sequential model, SessionOptions options);
}
