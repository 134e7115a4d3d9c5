namespace CrackLab.Data.Overlaps;

/// <summary>What laying one picture on another gave.</summary>
/// <param name="Candidate">The pair, with the placement mended to the best one nearby.</param>
/// <param name="Correlation">How alike they are there.</param>
/// <param name="Support">How alike they are in the middle one of the cells that the shared area is cut into.</param>
internal readonly record struct Comparison(Candidate Candidate, Correlation Correlation, double Support)
{
    private const int MostMoves = 3;
    private const double Hopeless = 0.3;

    /// <summary>Lays the first picture's tile on the second's and moves it to where they agree most.</summary>
    public static Comparison Of(Tile first, Tile second, Candidate candidate)
    {
        Tile turned = first.Turned(candidate.Symmetry);
        float middleX = (second.Width - turned.Width) / 2f, middleY = (second.Height - turned.Height) / 2f;
        int x = (int)MathF.Round(candidate.X + middleX), y = (int)MathF.Round(candidate.Y + middleY);
        double best = Correlation.Of(turned, second, x, y, rowStep: 2).Value;
        for (int move = 0; move < MostMoves; move++)
        {
            (int centreX, int centreY) = (x, y);
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    double value = dx == 0 && dy == 0 ? best : Correlation.Of(turned, second, centreX + dx, centreY + dy, rowStep: 2).Value;
                    if (value > best)
                    {
                        (best, x, y) = (value, centreX + dx, centreY + dy);
                    }
                }
            }

            if ((x == centreX && y == centreY) || best < Hopeless)
            {
                break;
            }
        }

        Correlation correlation = Correlation.Of(turned, second, x, y);
        double support = correlation.Value < Hopeless ? 0 : CellSupport.Of(turned, second, x, y);
        return new Comparison(candidate with { X = x - middleX, Y = y - middleY }, correlation, support);
    }
}
