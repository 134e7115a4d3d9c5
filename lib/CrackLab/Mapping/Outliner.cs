namespace CrackLab.Mapping;

/// <summary>Draws the line at which a map crosses a level, around one region.</summary>
/// <remarks>
/// Marching squares over the middles of cells (https://doi.org/10.1145/37401.37422 is its form in space): each square of four
/// neighbours is cut where the map, straight between two of them, reaches the level. Beyond the photo's edge the map goes
/// on as far below the level as it is above it, so that outlines close along the edge.
/// </remarks>
internal static class Outliner
{
    /// <summary>Which two sides of a square a line joins: top 0, right 1, bottom 2, left 3; corners from the top left, clockwise, as bits.</summary>
    private static readonly (int From, int To)[][] Lines =
    [
        [], [(3, 0)], [(0, 1)], [(3, 1)],
        [(1, 2)], [(1, 0), (3, 2)], [(0, 2)], [(3, 2)],
        [(2, 3)], [(2, 0)], [(0, 3), (2, 1)], [(2, 1)],
        [(1, 3)], [(1, 0)], [(0, 3)], [],
    ];

    /// <summary>Closed lines around a region, and around the holes in it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="cells">The region's cells.</param>
    /// <param name="level">Log-odds of the line.</param>
    public static IReadOnlyList<IReadOnlyList<OutlinePoint>> Outline(PhotoMap map, IReadOnlyList<int> cells, double level)
    {
        var inside = cells.ToHashSet();
        var next = new Dictionary<(int X, int Y, bool IsDown), (int X, int Y, bool IsDown)>();
        foreach ((int x, int y) in cells.SelectMany(cell => Around(cell % map.Columns, cell / map.Columns)).Distinct())
        {
            int corners = 0;
            for (int corner = 0; corner < 4; corner++)
                corners |= IsInside(map, inside, x + (corner is 1 or 2 ? 1 : 0), y + (corner / 2)) ? 1 << corner : 0;
            foreach ((int from, int to) in Lines[corners])
                next[Side(x, y, from)] = Side(x, y, to);
        }

        List<IReadOnlyList<OutlinePoint>> outlines = [];
        while (next.Count > 0)
        {
            List<OutlinePoint> outline = [];
            (int X, int Y, bool IsDown) side = next.Keys.First();
            while (next.Remove(side, out (int X, int Y, bool IsDown) following))
            {
                outline.Add(Crossing(map, side, level));
                side = following;
            }

            outlines.Add(outline);
        }

        return outlines;
    }

    /// <summary>The four squares that have a cell's middle as a corner, by their upper left corner.</summary>
    private static IEnumerable<(int X, int Y)> Around(int column, int row) =>
        [(column - 1, row - 1), (column, row - 1), (column - 1, row), (column, row)];

    /// <summary>A side of a square by the corner that it begins at, going right or down: the same for both squares that share it.</summary>
    private static (int X, int Y, bool IsDown) Side(int x, int y, int side) => side switch
    {
        0 => (x, y, false),
        1 => (x + 1, y, true),
        2 => (x, y + 1, false),
        _ => (x, y, true),
    };

    private static bool IsInside(PhotoMap map, HashSet<int> inside, int x, int y) =>
        x >= 0 && y >= 0 && x < map.Columns && y < map.Rows && inside.Contains((y * map.Columns) + x);

    private static OutlinePoint Crossing(PhotoMap map, (int X, int Y, bool IsDown) side, double level)
    {
        (int x, int y) = side.IsDown ? (side.X, side.Y + 1) : (side.X + 1, side.Y);
        double first = Above(map, (side.X, side.Y), (x, y), level), second = Above(map, (x, y), (side.X, side.Y), level);
        double part = first == second ? 0.5 : Math.Clamp(first / (first - second), 0, 1);
        double column = side.X + 0.5 + (side.IsDown ? 0 : part), row = side.Y + 0.5 + (side.IsDown ? part : 0);
        return new OutlinePoint(
            Math.Clamp(column * map.CellSize, 0, map.PhotoWidth), Math.Clamp(row * map.CellSize, 0, map.PhotoHeight));
    }

    /// <summary>How far a cell is above the level; one beyond the edge as far below it as its neighbour is above.</summary>
    private static double Above(PhotoMap map, (int X, int Y) cell, (int X, int Y) neighbour, double level)
    {
        bool isOutside = cell.X < 0 || cell.Y < 0 || cell.X >= map.Columns || cell.Y >= map.Rows;
        (int x, int y) = isOutside ? neighbour : cell;
        double above = map.LogOdds[(y * map.Columns) + x] - level;
        return isOutside ? -above : above;
    }
}
