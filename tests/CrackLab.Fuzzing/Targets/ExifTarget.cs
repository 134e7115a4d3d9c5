using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Imaging.Exif;

namespace CrackLab.Fuzzing.Targets;

/// <summary>What a camera noted: nothing may throw, whatever the bytes.</summary>
internal sealed class ExifTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "exif";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => PictureSeeds.Exif;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => TiffMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Imaging"];

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        PhotoMetadata metadata = PhotoMetadata.Read(input);
        if (metadata.Orientation is < 1 or > 8) throw new ContradictionException($"an orientation of {metadata.Orientation}");
        if (metadata.Location is { } place)
        {
            bool onEarth = Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180 && double.IsFinite(place.Altitude ?? 0);
            if (!onEarth || place.ToString().Length == 0) throw new ContradictionException($"the place {place}");
        }

        if (metadata.DateTaken?.ToString() is "" || metadata.CameraMake is "" || metadata.CameraModel is "") throw new ContradictionException("an empty text");
    }

    /// <inheritdoc/>
    public override long AllocationBound(byte[] input) => 32 << 10;

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => false;
}
