namespace CrackLab.Kernel.Cells;

/// <summary>The cell on whose behalf the present code runs; flows into the tasks and threads that it starts.</summary>
internal static class CellContext
{
    private static readonly AsyncLocal<ICellOutput?> Ambient = new();

    /// <summary>The cell's output, or <see langword="null"/> outside cells.</summary>
    public static ICellOutput? Output
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
