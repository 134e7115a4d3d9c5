using System.Globalization;
using System.Runtime.CompilerServices;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Tracking.Events;

namespace CrackLab.Mapping;

/// <summary>Draws a map over its photo.</summary>
internal static class MapOverlay
{
    /// <summary>Log-odds from the coldest colour to the level of regions, and from there to the hottest.</summary>
    private const double Reach = 4;

    /// <summary>Draws heat, outlines and numbers.</summary>
    public static Image Draw(PhotoMap map, Image photo, IReadOnlyList<CrackRegion> regions, OverlayOptions options)
    {
        var picture = new Image(photo.Width, photo.Height);
        double level = new RegionOptions { Sensitivity = options.Sensitivity }.LevelFor(map.Threshold);
        Heat(map, photo, picture, level, options.Opacity);
        var canvas = new Canvas(picture);
        double scale = (double)photo.Width / map.PhotoWidth;
        int pen = Math.Max(1, Math.Max(photo.Width, photo.Height) / 900);
        foreach (CrackRegion region in regions)
        {
            foreach (IReadOnlyList<OutlinePoint> outline in region.Outlines)
                Line(canvas, outline, scale, (3 * pen) + 2, Colour.Ink);
        }

        foreach (CrackRegion region in regions)
        {
            foreach (IReadOnlyList<OutlinePoint> outline in region.Outlines)
                Line(canvas, outline, scale, pen + 1, Colour.White);
            Label(canvas, region, scale, pen + 1);
        }

        return picture;
    }

    private static void Heat(PhotoMap map, Image photo, Image picture, double level, double opacity)
    {
        var grid = new LogOddsGrid(map.Columns, map.Rows, map.CellSize, map.CellSize / 2, [.. map.LogOdds]);
        double across = (double)map.PhotoWidth / photo.Width, down = (double)map.PhotoHeight / photo.Height;
        Parallel.For(0, photo.Height, y => HeatRow(grid, y, (across, down), photo, picture, (level, opacity)));
    }

    /// <summary>Colours one row. Compiled at full speed at once: a process often draws but one photo.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HeatRow(
        LogOddsGrid grid, int y, (double Across, double Down) scale, Image photo, Image picture, (double Level, double Opacity) heat)
    {
        for (int x = 0; x < photo.Width; x++)
        {
            int at = (y * photo.Width) + x;
            float odds = grid.At((x + 0.5) * scale.Across, (y + 0.5) * scale.Down);
            double share = Math.Clamp((odds - heat.Level + Reach) / (2 * Reach), 0, 1);
            double part = heat.Opacity * share;
            (double r, double g, double b) = HeatColours.Of(share);
            ReadOnlySpan<byte> from = photo.Pixels.AsSpan(at * photo.Channels, photo.Channels);
            Span<byte> to = picture.Pixels.AsSpan(at * 3, 3);
            to[0] = Mix(from[0], r, part);
            to[1] = Mix(from[photo.Channels < 3 ? 0 : 1], g, part);
            to[2] = Mix(from[photo.Channels < 3 ? 0 : 2], b, part);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Mix(byte photo, double heat, double part) => (byte)Math.Round(photo + ((heat - photo) * part));

    private static void Line(Canvas canvas, IReadOnlyList<OutlinePoint> outline, double scale, int width, Colour colour)
    {
        for (int i = 0; i < outline.Count; i++)
        {
            (double x, double y) = (outline[i].X * scale, outline[i].Y * scale);
            OutlinePoint end = outline[(i + 1) % outline.Count];
            (double dx, double dy) = ((end.X * scale) - x, (end.Y * scale) - y);
            int steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(dx), Math.Abs(dy))));
            for (int step = 0; step < steps; step++)
            {
                canvas.Fill(
                    (int)Math.Round(x + (dx * step / steps) - (width / 2.0)), (int)Math.Round(y + (dy * step / steps) - (width / 2.0)), width, width, colour);
            }
        }
    }

    /// <summary>The region's number on a dark plate above the outline's highest point, within the picture.</summary>
    private static void Label(Canvas canvas, CrackRegion region, double scale, int size)
    {
        string text = region.Number.ToString(CultureInfo.InvariantCulture);
        int width = (((text.Length * PixelFont.Advance) - 1) * size) + (4 * size), height = (PixelFont.Height + 4) * size;
        OutlinePoint top = region.Outlines.SelectMany(outline => outline).MinBy(point => point.Y);
        int x = Math.Clamp((int)(top.X * scale) - (width / 2), 0, Math.Max(0, canvas.Picture.Width - width));
        int y = Math.Clamp((int)(top.Y * scale) - height, 0, Math.Max(0, canvas.Picture.Height - height));
        canvas.Fill(x, y, width, height, Colour.Ink);
        canvas.Write(x + (2 * size), y + (2 * size), text, Colour.White, size);
    }
}
