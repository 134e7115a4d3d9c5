using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using CrackLab.Data.Synthetic;
using CrackLab.Engine.Serialization;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class SyntheticFolderWriterTests : IDisposable
{
    private static readonly SyntheticFolderOptions Small = new() { Count = 44, Size = 40 };

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Write_WhatAKilledOneLeft_IsReplaced()
    {
        string target = Path.Combine(_temporary.Root, "killed");
        string litter = FolderLock.HiddenBeside(target) + "-partial";
        Directory.CreateDirectory(Path.Combine(litter, "Positive"));
        File.WriteAllText(Path.Combine(litter, "Positive", "00099.jpg"), "half");
        SyntheticConcrete.WriteFolder(target, new SyntheticFolderOptions { Count = 2, Size = 32, Broken = false });
        Assert.False(File.Exists(Path.Combine(target, "Positive", "00099.jpg")));
        Assert.Equal(["killed"], Directory.GetFileSystemEntries(_temporary.Root).Select(Path.GetFileName).Where(name => name!.Contains("killed") || name.StartsWith('.')));
    }

    [Fact]
    public void Write_AnotherWritesThere_SaysWho()
    {
        string target = Path.Combine(_temporary.Root, "twice");
        using FolderLock other = FolderLock.TakePlace(target, "test");
        FolderHeldException error = Assert.Throws<FolderHeldException>(() => SyntheticConcrete.WriteFolder(target, new SyntheticFolderOptions { Count = 2, Size = 32 }));
        Assert.Contains($"held by process {Environment.ProcessId} ", error.Message);
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public void WriteFolder_SameSeedTwice_GivesTheSameBytes()
    {
        SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small);
        SyntheticConcrete.WriteFolder(_temporary.Below("b"), Small);
        Assert.Equivalent(Fingerprint("a"), Fingerprint("b"), strict: true);
    }

    [Fact]
    public void WriteFolder_OtherSeed_GivesOtherPictures()
    {
        SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small);
        SyntheticConcrete.WriteFolder(_temporary.Below("b"), Small with { Seed = 43 });
        Assert.NotEqual(
            Fingerprint("a")["Positive/00001.jpg"], Fingerprint("b")["Positive/00001.jpg"], StringComparer.Ordinal);
    }

    [Fact]
    public void WriteFolder_Pictures_AreAllDifferent()
    {
        SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small with { Broken = false });
        Dictionary<string, string> files = Fingerprint("a");
        Assert.Equal(Small.Count + 1, files.Values.ToHashSet(StringComparer.Ordinal).Count);
    }

    [Fact]
    public void WriteFolder_Defaults_HoldEveryKindOfBrokenFile()
    {
        SyntheticManifest manifest = SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small);
        string[] expected =
            ["WrongExtension", "NotAnImage", "Empty", "Truncated", "Corrupt", "Unsupported", "TooLarge", "Unreadable"];
        int expectedCount = manifest.Broken.Any(file => File.ResolveLinkTarget(Full(file), false) is not null)
            ? expected.Length
            : expected.Length - 1;
        Assert.Equal(
            expected[..expectedCount].AsEnumerable(),
            manifest.Broken.Select(file => file.Status).Distinct(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void WriteFolder_ManifestAndFiles_Agree()
    {
        SyntheticManifest manifest = SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small with { PositiveFraction = 0.25 });
        Assert.Equal((44, 11, 33), (manifest.Count, manifest.Positive, manifest.Negative));
        string[] files = [.. Directory.EnumerateFileSystemEntries(_temporary.Below("a"), "*", SearchOption.AllDirectories)
            .Where(path => !Directory.Exists(path))];
        Assert.Equal(manifest.Count + manifest.Broken.Count + manifest.Copies.Count + 1, files.Length);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_temporary.Below("a/manifest.json")));
        Assert.Equal(11, json.RootElement.GetProperty("positive").GetInt32());
        Assert.Equal(manifest.Broken.Count, json.RootElement.GetProperty("broken").GetArrayLength());
        Assert.Equal(
            "Negative/broken-wrong-extension.jpg",
            json.RootElement.GetProperty("broken")[0].GetProperty("path").GetString());
    }

    [Fact]
    public void WriteFolder_Copies_AreByteIdentical()
    {
        SyntheticManifest manifest = SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small);
        Dictionary<string, string> files = Fingerprint("a");
        Assert.NotEmpty(manifest.Copies);
        Assert.All(manifest.Copies, copy => Assert.Equal(files[copy.Original], files[copy.Path]));
    }

    [Fact]
    public void WriteFolder_HealthyFiles_MixFormats()
    {
        SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small with { Broken = false });
        var endings = new SortedSet<string?>(Fingerprint("a").Keys.Select(Path.GetExtension), StringComparer.Ordinal);
        Assert.Equal(".bmp .jpg .json .png", string.Join(" ", endings));
    }

    [Fact]
    public void WriteFolder_NotBrokenAndOnlyNegatives_HoldsNothingElse()
    {
        SyntheticConcrete.WriteFolder(
            _temporary.Below("a"), new() { Count = 3, Size = 32, Broken = false, PositiveFraction = 0 });
        Assert.Equal(3, Directory.GetFiles(_temporary.Below("a/Negative")).Length);
        Assert.Empty(Directory.GetFiles(_temporary.Below("a/Positive")));
    }

    [Fact]
    public void WriteFolder_EmptyFolder_IsFilled()
    {
        Directory.CreateDirectory(_temporary.Below("a"));
        SyntheticConcrete.WriteFolder(_temporary.Below("a") + Path.DirectorySeparatorChar, Small with { Count = 2 });
        Assert.True(File.Exists(_temporary.Below("a/Positive/00001.jpg")));
    }

    [Fact]
    public void WriteFolder_FolderWithFiles_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(_temporary.Below("mine.txt"), "mine");
        var error = Assert.Throws<IOException>(() => SyntheticConcrete.WriteFolder(_temporary.Root, Small));
        Assert.Contains("expected a new or empty folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("'mine.txt'. Name another folder", error.Message, StringComparison.Ordinal);
        Assert.Equal([_temporary.Below("mine.txt")], Directory.GetFileSystemEntries(_temporary.Root));
    }

    [Fact]
    public void WriteFolder_FileInTheWay_IsRefused()
    {
        File.WriteAllText(_temporary.Below("mine.txt"), "mine");
        var error = Assert.Throws<IOException>(() => SyntheticConcrete.WriteFolder(_temporary.Below("mine.txt"), Small));
        Assert.Contains("received the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteFolder_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        var progress = new Reports(done =>
        {
            if (done == 5)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small with { Count = 500 }, progress, source.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.Root));
    }

    [Fact]
    public void WriteFolder_FailureHalfWay_LeavesNothingAndIsNotWrapped()
    {
        var progress = new Reports(done =>
        {
            if (done == 5)
            {
                throw new IOException("disk full");
            }
        });
        var error = Assert.Throws<IOException>(
            () => SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small, progress));
        Assert.Equal("disk full", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.Root));
    }

    [Fact]
    public void WriteFolder_Progress_CountsEveryPictureOnce()
    {
        var seen = new ConcurrentBag<int>();
        SyntheticConcrete.WriteFolder(_temporary.Below("a"), Small, new Reports(seen.Add));
        Assert.Equal(Enumerable.Range(1, Small.Count), seen.Order());
    }

    [Fact]
    public void WriteFolder_OptionsOutOfRange_Throw()
    {
        string folder = _temporary.Below("a");
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticConcrete.WriteFolder(folder, Small with { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticConcrete.WriteFolder(folder, Small with { Size = 16 }));
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => SyntheticConcrete.WriteFolder(folder, Small with { PositiveFraction = 1.5 }));
        Assert.Contains("expected PositiveFraction 0..1, received 1.5", error.Message, StringComparison.Ordinal);
    }

    private string Full(SyntheticBrokenFile file) => _temporary.Below("a/" + file.Path);

    // Every file's SHA-256 by its path; links are left out.
    private Dictionary<string, string> Fingerprint(string name)
    {
        string root = _temporary.Below(name);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => File.ResolveLinkTarget(path, returnFinalTarget: false) is null)
            .ToDictionary(
                path => Path.GetRelativePath(root, path).Replace('\\', '/'),
                path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))),
                StringComparer.Ordinal);
    }

    private sealed class Reports(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
