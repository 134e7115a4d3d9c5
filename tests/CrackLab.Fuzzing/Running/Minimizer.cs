namespace CrackLab.Fuzzing.Running;

/// <summary>Makes a file that shows a defect smaller: takes out what it shows the same defect without.</summary>
internal static class Minimizer
{
    private const int Tries = 64;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Writes the smaller file beside the file, as FILE.min.</summary>
    /// <param name="create">Makes the target.</param>
    /// <param name="file">The file.</param>
    /// <returns>0 where it shows a defect, 1 where it shows none.</returns>
    public static int Run(Func<FuzzTarget> create, string file)
    {
        using FuzzTarget target = create();
        byte[] input = File.ReadAllBytes(file);
        if (Find(target, input, null) is not var (defect, random))
        {
            Console.WriteLine($"{file}: expected a file that shows a defect, received one that shows none.");
            return 1;
        }

        byte[] smaller = Shrink(target, input, defect.Signature, random);
        File.WriteAllBytes($"{file}.min", smaller);
        Console.WriteLine($"{file}.min: {smaller.Length} of {input.Length} bytes, {defect.Kind}: {defect.Signature}\n{defect.Text}");
        return 0;
    }

    /// <summary>The defect that a file shows, whatever the target's own choices, and the choices that show it.</summary>
    public static (Defect Defect, ulong Random)? Find(FuzzTarget target, byte[] input, string? signature)
    {
        for (ulong i = 0; i < Tries; i++)
        {
            if (Judge.Of(target, input, i * Golden).Defect is { } defect && (signature is null || defect.Signature == signature)) return (defect, i * Golden);
        }

        return null;
    }

    private static byte[] Shrink(FuzzTarget target, byte[] input, string signature, ulong random)
    {
        for (int size = Math.Max(1, input.Length / 2); size > 0; size = size == 1 ? 0 : size / 2)
        {
            for (int at = 0; at < input.Length;)
            {
                byte[] smaller = [.. input[..at], .. input[Math.Min(input.Length, at + size)..]];
                if (Judge.Of(target, smaller, random).Defect?.Signature == signature) input = smaller;
                else at += size;
            }
        }

        return input;
    }
}
