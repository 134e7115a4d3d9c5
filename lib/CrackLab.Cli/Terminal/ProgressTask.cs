namespace CrackLab.Cli.Terminal;

/// <summary>One bar: what is done, how far it is, and a few words beside it. Any thread may report.</summary>
internal sealed class ProgressTask
{
    private readonly Spectre.Console.ProgressTask? _drawn;

    internal ProgressTask(Spectre.Console.ProgressTask? drawn) => _drawn = drawn;

    /// <summary>Says how far the work is.</summary>
    /// <param name="value">Steps done, 0..maximum; not drawn where nobody knows the maximum.</param>
    /// <param name="suffix">Words beside the bar, such as the loss and images a second; <see langword="null"/> leaves them.</param>
    public void Report(double value, string? suffix = null)
    {
        if (_drawn is null)
        {
            return;
        }

        if (!_drawn.IsIndeterminate)
        {
            _drawn.Value = value;
        }

        if (suffix is not null)
        {
            SuffixColumn.Set(_drawn, suffix);
        }
    }

    /// <summary>Says how many steps it takes, once somebody has counted them.</summary>
    /// <param name="maximum">Steps.</param>
    public void Expect(double maximum)
    {
        if (_drawn is { IsIndeterminate: true })
        {
            _drawn.MaxValue = maximum;
            _drawn.IsIndeterminate = false;
        }
    }

    /// <summary>Begins the bar anew, for the next epoch or stage.</summary>
    /// <param name="description">What is done now.</param>
    /// <param name="maximum">Steps it takes.</param>
    public void Restart(string description, double maximum)
    {
        if (_drawn is null)
        {
            return;
        }

        _drawn.Description = Spectre.Console.Markup.Escape(description);
        _drawn.MaxValue = maximum;
        _drawn.Value = 0;
        SuffixColumn.Set(_drawn, "");
    }
}
