namespace CrackLab.Data.Fetching;

/// <summary>Names of files in archives, which must not lead out of the folder that they are unpacked to.</summary>
internal static class EntryName
{
    /// <summary>Gives a name with '/' or throws.</summary>
    /// <param name="name">The name as the archive has it.</param>
    /// <param name="archive">The archive, for people.</param>
    /// <exception cref="InvalidDataException">The name is absolute, climbs, or means something else to some system.</exception>
    public static string Check(string name, string archive)
    {
        string relative = name.Replace('\\', '/');
        bool isInside = relative.Length > 0 && relative[0] != '/'
            && !relative.Any(letter => letter == ':' || char.IsControl(letter))
            && !relative.Split('/').Contains("..", StringComparer.Ordinal);
        return isInside ? relative : throw new InvalidDataException(
            $"'{archive}': expected names inside the folder that it is unpacked to, received '{name}'. Do not use this archive.");
    }
}
