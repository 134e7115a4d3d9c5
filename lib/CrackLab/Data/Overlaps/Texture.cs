namespace CrackLab.Data.Overlaps;

/// <summary>What a plane shows when light and slow shading are taken out.</summary>
/// <param name="Relief">Fine minus coarse, divided by its local strength: of about one where there is texture, small where there is none.</param>
/// <param name="Response">Fine minus a little coarser, in grey levels: its extremes are spots worth finding again.</param>
internal sealed record Texture(Plane Relief, Plane Response)
{
    private const float Fine = 1.3f;
    private const float Middle = 2.6f;
    private const float Coarse = 6f;

    // Grey levels of relief below which a surface counts as flat.
    private const float Flat = 1.0f;

    public static Texture Of(Plane grey)
    {
        Plane fine = grey.Blur(Fine);
        Plane middle = grey.Blur(Middle);
        Plane coarse = grey.Blur(Coarse);
        var relief = new Plane(grey.Width, grey.Height);
        var energy = new Plane(grey.Width, grey.Height);
        var response = new Plane(grey.Width, grey.Height);
        for (int i = 0; i < grey.Samples.Length; i++)
        {
            float detail = fine.Samples[i] - coarse.Samples[i];
            relief.Samples[i] = detail;
            energy.Samples[i] = detail * detail;
            response.Samples[i] = fine.Samples[i] - middle.Samples[i];
        }

        energy = energy.Blur(Coarse);
        for (int i = 0; i < grey.Samples.Length; i++)
        {
            relief.Samples[i] /= MathF.Sqrt(energy.Samples[i] + (Flat * Flat));
        }

        return new Texture(relief, response);
    }
}
