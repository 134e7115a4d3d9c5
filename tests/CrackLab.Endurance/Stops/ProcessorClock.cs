using System.Globalization;

namespace CrackLab.Endurance.Stops;

/// <summary>Reads from Linux how long processors have worked for a process; 0 elsewhere.</summary>
internal static class ProcessorClock
{
    private const double TicksASecond = 100;

    /// <summary>Seconds so far, of all its threads; <see langword="null"/> where it has ended.</summary>
    public static double? Read(int process)
    {
        try
        {
            // After the name in brackets, which may hold anything: state, then 10 numbers, then ticks as user and as system.
            string stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null
                : (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksASecond;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
