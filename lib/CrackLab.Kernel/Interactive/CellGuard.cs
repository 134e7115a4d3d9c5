using System.ComponentModel;
using System.Runtime.CompilerServices;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Interactive;

/// <summary>What the kernel puts into the loops and functions of cells, so that they can be stopped and can't use up the stack; not for people.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    private static int _stopping;

    /// <summary>Stands at the beginning of each round of a loop.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step()
    {
        if (Volatile.Read(ref _stopping) != 0) EndIfInterrupted();
    }

    /// <summary>Stands at the beginning of each function.</summary>
    /// <exception cref="InsufficientExecutionStackException">Functions call each other too deep.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Step();
    }

    /// <summary>Begins to look whether cells must stop.</summary>
    internal static void Watch() => Interlocked.Increment(ref _stopping);

    /// <summary>Ends what <see cref="Watch"/> began, so that loops are quick again.</summary>
    internal static void Unwatch() => Interlocked.Decrement(ref _stopping);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EndIfInterrupted()
    {
        if (CellRun.Current is { MustStop: true } run) throw new OperationCanceledException("The cell was interrupted.", run.Token);
    }
}
