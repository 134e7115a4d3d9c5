namespace CrackLab.Kernel.Scripting;

/// <summary>A file of a restored package.</summary>
/// <param name="Package">The package, as "Id/Version".</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Path">Its full path.</param>
internal sealed record PackageAsset(string Package, PackageAssetKind Kind, string Path);
