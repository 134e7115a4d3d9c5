using System.Buffers.Binary;
using CrackLab.Mapping;

namespace CrackLab.Web.Inspection.Answers;

/// <summary>A map as a grid of square cells.</summary>
/// <param name="Size">Side of a cell in pixels of the photo.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Rows">Cells in a column.</param>
/// <param name="LogOdds">(Rows, Columns) log-odds: float32, little-endian, in base64.</param>
internal sealed record CellsAnswer(double Size, int Columns, int Rows, string LogOdds)
{
    /// <summary>The answer for a map.</summary>
    public static CellsAnswer Of(PhotoMap map)
    {
        byte[] bytes = new byte[map.LogOdds.Count * sizeof(float)];
        for (int i = 0; i < map.LogOdds.Count; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), map.LogOdds[i]);
        return new CellsAnswer(map.CellSize, map.Columns, map.Rows, Convert.ToBase64String(bytes));
    }
}
