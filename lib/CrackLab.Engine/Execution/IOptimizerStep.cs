using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Execution;

/// <summary>An optimizer made ready for one model at one vector width.</summary>
internal interface IOptimizerStep
{
    /// <summary>Changes the weights by their gradients.</summary>
    /// <param name="team">Threads.</param>
    /// <param name="step">Steps done before, from 0.</param>
    /// <param name="learningRate">Rate of this step.</param>
    /// <returns>Whether all weights and moments are finite afterwards.</returns>
    bool Run(ThreadTeam team, long step, double learningRate);
}
