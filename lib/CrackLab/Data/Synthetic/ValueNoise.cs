namespace CrackLab.Data.Synthetic;

/// <summary>Smooth random values over the plane: a repeating lattice of 64 x 64 random numbers, interpolated.</summary>
internal sealed class ValueNoise
{
    private const int Side = 64;
    private const float SmallCell = 9;
    private const int Mask = Side - 1;

    private readonly float[] _lattice = new float[Side * Side];

    /// <summary>Fills the lattice.</summary>
    /// <param name="random">Where the numbers come from.</param>
    public ValueNoise(SyntheticRandom random)
    {
        for (int i = 0; i < _lattice.Length; i++)
        {
            _lattice[i] = random.Range(-1, 1);
        }
    }

    /// <summary>Returns the value at a point, -1..1; lattice points are 1 apart.</summary>
    /// <param name="u">Column.</param>
    /// <param name="v">Row.</param>
    public float At(float u, float v)
    {
        float column = MathF.Floor(u);
        float row = MathF.Floor(v);
        float right = Smooth(u - column);
        float down = Smooth(v - row);
        int x0 = (int)column & Mask;
        int x1 = (x0 + 1) & Mask;
        int y0 = ((int)row & Mask) * Side;
        int y1 = (y0 + Side) & (_lattice.Length - 1);
        float[] lattice = _lattice;
        float upper = lattice[y0 + x0] + (right * (lattice[y0 + x1] - lattice[y0 + x0]));
        float lower = lattice[y1 + x0] + (right * (lattice[y1 + x1] - lattice[y1 + x0]));
        return upper + (down * (lower - upper));
    }

    /// <summary>Adds one octave to a square plane, turned and stretched along a direction.</summary>
    /// <remarks>Large lumps are evaluated at every fourth pixel of a row, and drawn straight in between.</remarks>
    /// <param name="plane">(size, size) values to add to.</param>
    /// <param name="size">Side of the plane.</param>
    /// <param name="octave">What to add.</param>
    /// <param name="cancellationToken">Gives up between two rows.</param>
    public void AddTo(float[] plane, int size, NoiseOctave octave, CancellationToken cancellationToken)
    {
        float alongX = octave.DirectionX / (octave.Cell * octave.Stretch);
        float alongY = octave.DirectionY / (octave.Cell * octave.Stretch);
        float acrossX = -octave.DirectionY / octave.Cell;
        float acrossY = octave.DirectionX / octave.Cell;
        int step = octave.Cell < SmallCell ? 1 : 4;
        for (int y = 0; y < size; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> row = plane.AsSpan(y * size, size);
            float u = octave.Offset + (alongY * y);
            float v = octave.Offset + (acrossY * y);
            float value = octave.Amplitude * At(u, v);
            for (int x = 0; x < row.Length; x += step)
            {
                u += step * alongX;
                v += step * acrossX;
                float next = octave.Amplitude * At(u, v);
                float slope = (next - value) / step;
                Span<float> piece = row.Slice(x, Math.Min(step, row.Length - x));
                for (int i = 0; i < piece.Length; i++)
                {
                    piece[i] += value + (i * slope);
                }

                value = next;
            }
        }
    }

    private static float Smooth(float t) => t * t * (3 - (2 * t));
}
