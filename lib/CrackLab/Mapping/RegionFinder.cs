namespace CrackLab.Mapping;

/// <summary>Finds the parts of a map above a level that hang together.</summary>
internal static class RegionFinder
{
    /// <summary>Finds regions, the largest first.</summary>
    /// <param name="map">The map.</param>
    /// <param name="options">What counts.</param>
    public static IReadOnlyList<CrackRegion> Find(PhotoMap map, RegionOptions options)
    {
        double level = options.LevelFor(map.Threshold);
        int[] regionOf = new int[map.LogOdds.Count];
        List<List<int>> regions = [];
        for (int i = 0; i < regionOf.Length; i++)
        {
            if (map.LogOdds[i] >= level && regionOf[i] == 0)
                regions.Add(Gather(map, level, i, regions.Count + 1, regionOf));
        }

        return
        [
            .. regions
                .Select(cells => (Cells: cells, Area: cells.Sum(cell => AreaOf(map, cell))))
                .Where(region => region.Area >= options.MinimumArea)
                .OrderByDescending(region => region.Area)
                .ThenBy(region => region.Cells[0])
                .Select((region, i) => Describe(map, region.Cells, (i + 1, region.Area, level), options)),
        ];
    }

    /// <summary>All cells above the level that a way over neighbours leads to.</summary>
    private static List<int> Gather(PhotoMap map, double level, int start, int number, int[] regionOf)
    {
        List<int> cells = [start];
        regionOf[start] = number;
        for (int next = 0; next < cells.Count; next++)
        {
            (int row, int column) = Math.DivRem(cells[next], map.Columns);
            for (int y = Math.Max(0, row - 1); y <= Math.Min(map.Rows - 1, row + 1); y++)
            {
                for (int x = Math.Max(0, column - 1); x <= Math.Min(map.Columns - 1, column + 1); x++)
                {
                    int cell = (y * map.Columns) + x;
                    if (regionOf[cell] == 0 && map.LogOdds[cell] >= level)
                    {
                        regionOf[cell] = number;
                        cells.Add(cell);
                    }
                }
            }
        }

        return cells;
    }

    private static CrackRegion Describe(PhotoMap map, List<int> cells, (int Number, double Area, double Level) found, RegionOptions options)
    {
        int left = (int)(cells.Min(cell => cell % map.Columns) * map.CellSize);
        int top = (int)(cells.Min(cell => cell / map.Columns) * map.CellSize);
        int right = Math.Min(map.PhotoWidth, (int)Math.Ceiling((cells.Max(cell => cell % map.Columns) + 1) * map.CellSize));
        int bottom = Math.Min(map.PhotoHeight, (int)Math.Ceiling((cells.Max(cell => cell / map.Columns) + 1) * map.CellSize));
        return new CrackRegion(
            found.Number,
            left,
            top,
            right - left,
            bottom - top,
            found.Area,
            PhotoMap.ProbabilityOf(cells.Max(cell => map.LogOdds[cell])),
            cells.Average(cell => PhotoMap.ProbabilityOf(map.LogOdds[cell])),
            Outliner.Outline(map, cells, found.Level))
        {
            MillimetresPerPixel = options.MillimetresPerPixel,
        };
    }

    private static double AreaOf(PhotoMap map, int cell)
    {
        double width = Math.Min(map.CellSize, map.PhotoWidth - (cell % map.Columns * map.CellSize));
        double height = Math.Min(map.CellSize, map.PhotoHeight - (cell / map.Columns * map.CellSize));
        return width * height;
    }
}
