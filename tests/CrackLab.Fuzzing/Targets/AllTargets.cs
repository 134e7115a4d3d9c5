using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Everything that can be run, by name.</summary>
internal static class AllTargets
{
    /// <summary>What makes each target; an object a worker.</summary>
    public static IReadOnlyDictionary<string, Func<FuzzTarget>> ByName { get; } = new Dictionary<string, Func<FuzzTarget>>(StringComparer.Ordinal)
    {
        ["jpeg"] = () => new ImageTarget("jpeg", PictureSeeds.Jpeg, JpegMutations.All),
        ["png"] = () => new ImageTarget("png", PictureSeeds.Png, PngMutations.All),
        ["bmp"] = () => new ImageTarget("bmp", PictureSeeds.Bmp, BmpMutations.All),
        ["exif"] = () => new ExifTarget(),
        ["events"] = () => new EventsTarget(),
        ["safetensors"] = () => new SafetensorsTarget(),
        ["onnx"] = () => new OnnxTarget(),
        ["architecture"] = () => new ArchitectureTarget(),
        ["sweep"] = () => new SweepTarget(),
        ["csv"] = () => new TableTarget(),
        ["run"] = () => new RunTarget(),
        ["notebook"] = () => new NotebookTarget(),
        ["zmtp"] = () => new StreamTarget(),
        ["kernel-json"] = () => new KernelJsonTarget(),
        ["upload"] = () => new UploadTarget(),
    };
}
