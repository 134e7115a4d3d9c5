namespace CrackLab.Imaging.Jpeg;

/// <summary>Counts MCUs and goes over the restart markers between them.</summary>
internal struct RestartCounter(ScanHeader scan)
{
    private int _left = scan.RestartInterval;
    private int _next;

    /// <summary>To be called before each MCU.</summary>
    /// <returns>Whether a restart marker was passed.</returns>
    public bool BeforeMcu(ref EntropySource source)
    {
        if (scan.RestartInterval == 0) return false;
        if (_left-- > 0) return false;
        source.Restart(_next);
        _next = (_next + 1) & 7;
        _left = scan.RestartInterval - 1;
        foreach (FrameComponent component in scan.Components) component.Prediction = 0;
        return true;
    }
}
