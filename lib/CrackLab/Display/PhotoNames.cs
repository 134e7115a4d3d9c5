using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrackLab.Display;

/// <summary>Names for files that are made of photos, in one folder: the photo's own, numbered from the second of that name on.</summary>
/// <remarks>Most disks take names of 255 bytes; a longer one is cut, and told from others by a mark that follows from the whole.</remarks>
public sealed class PhotoNames
{
    private const int MostBytes = 255;
    private const int EndingBytes = 24;
    private const int MarkBytes = 4;

    private readonly Dictionary<string, int> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a name, to which an ending of at most 24 bytes may be added.</summary>
    /// <param name="path">Path of the photo.</param>
    public string For(string path)
    {
        string name = Cut(Path.GetFileName(path));
        int number = _known[name] = _known.GetValueOrDefault(name) + 1;
        return number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
    }

    private static string Cut(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length <= MostBytes - EndingBytes)
        {
            return name;
        }

        string mark = "~" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, MarkBytes));
        var kept = new StringBuilder();
        int room = MostBytes - EndingBytes - mark.Length;
        foreach (Rune letter in name.EnumerateRunes())
        {
            room -= letter.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(letter);
        }

        return kept.Append(mark).ToString();
    }
}
