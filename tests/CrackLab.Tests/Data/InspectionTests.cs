using CrackLab.Data;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data;

public sealed class InspectionTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Inspect_NamesThatAreNoUtf8_AreRowsAndDoNotStopTheOthers()
    {
        _folder.Write("a/ok.bmp", TestFolder.Bmp(9, 7, 1));
        using OddFiles one = OddFiles.Write(_folder["a"], @"bad\377.bmp", TestFolder.Bmp(9, 7, 2));
        using OddFiles two = OddFiles.Write(_folder["a"], @"bad\376.bmp", TestFolder.Bmp(9, 7, 3));
        using OddFiles three = OddFiles.Write(_folder["a"], @"fold\377er/inside.bmp", TestFolder.Bmp(9, 7, 4));

        InspectionReport report = Inspect();

        Assert.Equal([FileStatus.Unreadable, FileStatus.Unreadable, FileStatus.Unreadable, FileStatus.Ok], report.Files.Select(file => file.Status));
        Assert.All(report.Problems, file => Assert.Equal("expected a name in UTF-8, received other bytes in it. Rename the file", file.Reason));
        Assert.Equal(["a/ok.bmp"], report.Healthy.Samples.Select(sample => sample.Path));
        QuarantineResult moved = report.Quarantine(_folder["../" + Path.GetFileName(_folder.Path) + "-aside"]);
        Directory.Delete(moved.Folder, recursive: true);
        Assert.Equal((0, 3), (moved.Moved, moved.Failures.Count));
    }

    [Fact]
    public void Open_ClassWhoseNameIsNoUtf8_SaysToRenameIt()
    {
        _folder.Write("a/ok.bmp", TestFolder.Bmp(9, 7, 1));
        using OddFiles odd = OddFiles.Write(_folder.Path, @"cl\377ass/inside.bmp", TestFolder.Bmp(9, 7, 2));
        Assert.Contains("expected classes with names in UTF-8", Assert.Throws<InvalidDataException>(() => Inspect()).Message);
    }

    [Fact]
    public void Inspect_LinksInALoopAndFolderNamedLikeAPicture_AreNoTrap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links on Windows takes rights that tests may lack.");
        _folder.Write("a/x.jpg/inside.bmp", TestFolder.Bmp(9, 7, 1));
        File.CreateSymbolicLink(_folder["a/one.bmp"], "two.bmp");
        File.CreateSymbolicLink(_folder["a/two.bmp"], "one.bmp");
        File.CreateSymbolicLink(_folder["a/good.bmp"], "x.jpg/inside.bmp");
        Directory.CreateSymbolicLink(_folder["a/round"], ".");
        Directory.CreateSymbolicLink(_folder["a/again"], "../a");
        Assert.Equal(
            [("a/good.bmp", FileStatus.Ok), ("a/one.bmp", FileStatus.Unreadable), ("a/two.bmp", FileStatus.Unreadable), ("a/x.jpg/inside.bmp", FileStatus.Ok)],
            Inspect().Files.Select(file => (file.Path, file.Status)));
    }

    [Fact]
    public void Inspect_EveryKindOfFile_GetsItsStatus()
    {
        byte[] bmp = TestFolder.Bmp(9, 7, 1);
        byte[] png = PngEncoder.Encode(new Image(8, 8));
        byte[] corrupt = [.. png];
        corrupt[^20] ^= 0xFF;
        _folder.Write("a/ok.bmp", bmp);
        _folder.Write("a/ok.PNG", png);
        _folder.Write("a/named wrong 😀.jpg", bmp);
        _folder.Write("a/no-extension", png);
        _folder.Write("a/text.jpg", "This is no picture, but it is long enough to have been one.");
        _folder.Write("b/empty.png", "");
        _folder.Write("b/truncated.bmp", bmp.AsSpan(0, 150));
        _folder.Write("b/corrupt.png", corrupt);
        _folder.Write("b/anim.gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, (byte)';']);
        _folder.Write("b/long.bmp", TestFolder.Bmp(40, 40, 1));
        File.CreateSymbolicLink(_folder["b/link.bmp"], _folder["nowhere"]);

        InspectionReport report = Inspect(new InspectOptions { MaxBytes = 2000 });
        var expected = new Dictionary<string, FileStatus>
        {
            ["a/named wrong 😀.jpg"] = FileStatus.WrongExtension,
            ["a/no-extension"] = FileStatus.WrongExtension,
            ["a/ok.PNG"] = FileStatus.Ok,
            ["a/ok.bmp"] = FileStatus.Ok,
            ["a/text.jpg"] = FileStatus.NotAnImage,
            ["b/anim.gif"] = FileStatus.Unsupported,
            ["b/corrupt.png"] = FileStatus.Corrupt,
            ["b/empty.png"] = FileStatus.Empty,
            ["b/link.bmp"] = FileStatus.Unreadable,
            ["b/long.bmp"] = FileStatus.TooLarge,
            ["b/truncated.bmp"] = FileStatus.Truncated,
        };
        Assert.Equal(expected, report.Files.ToDictionary(file => file.Path, file => file.Status));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), report.Files.Select(file => file.Path));
        Assert.All(report.Problems, file => Assert.False(string.IsNullOrEmpty(file.Reason), file.Path));
        Assert.All(report.Files.Where(file => file.Status == FileStatus.Ok), file => Assert.Null(file.Reason));
        Assert.Equal(9, report.Problems.Count);
        Assert.Equal(2, report.StatusCounts[FileStatus.Ok]);
        Assert.Equal(Enum.GetValues<FileStatus>().Length, report.StatusCounts.Count);
        Assert.Equal(["a/named wrong 😀.jpg", "a/no-extension", "a/ok.PNG", "a/ok.bmp"], report.Healthy.Samples.Select(sample => sample.Path));
    }

    [Fact]
    public void Inspect_GoodFile_SaysAllThereIsToSay()
    {
        byte[] bmp = TestFolder.Bmp(9, 7, 1);
        _folder.Write("a/x.bmp", bmp);
        FileFinding file = Assert.Single(Inspect().Files);
        Assert.Equal((9, 7, ImageFormat.Bmp, (long)bmp.Length), (file.Width, file.Height, file.Format, file.Bytes));
        Assert.Equal(_folder.Snapshot()["a/x.bmp"], file.Sha256);
        Assert.False(string.IsNullOrEmpty(file.Mode));
        double mean = Enumerable.Range(0, 63).Select(i => TestFolder.Pixel(i % 9, i / 9, 1)).Average(pixel => (pixel.R + pixel.G + pixel.B) / 3.0);
        Assert.Equal(mean, file.Brightness!.Value, 1e-9);
        Assert.Equal("a", file.Class);
    }

    [Fact]
    public void Inspect_TruncatedFile_KeepsItsSizeAndSaysWhere()
    {
        _folder.Write("a/x.bmp", TestFolder.Bmp(9, 7, 1).AsSpan(0, 150));
        FileFinding file = Assert.Single(Inspect().Files);
        Assert.Equal((9, 7), (file.Width, file.Height));
        Assert.NotNull(file.Offset);
        Assert.Null(file.Brightness);
    }

    [Fact]
    public void Inspect_MorePixelsThanAllowed_IsTooLarge()
    {
        _folder.Write("a/x.bmp", TestFolder.Bmp(9, 7, 1));
        Assert.Equal(FileStatus.TooLarge, Assert.Single(Inspect(new InspectOptions { MaxPixels = 62 }).Files).Status);
        Assert.Equal(FileStatus.Ok, Assert.Single(Inspect(new InspectOptions { MaxPixels = 63 }).Files).Status);
    }

    [Fact]
    public void Inspect_VanishedFile_IsUnreadable()
    {
        _folder.Write("a/x.bmp", TestFolder.Bmp(9, 7, 1));
        ImageFolder folder = ImageFolder.Open(_folder.Path);
        Directory.Delete(_folder["a"], recursive: true);
        Assert.Equal(FileStatus.Unreadable, Assert.Single(folder.Inspect().Files).Status);
    }

    [Fact]
    public void Inspect_LinkToAFile_IsReadThrough()
    {
        _folder.Write("elsewhere/x.bmp", TestFolder.Bmp(9, 7, 1));
        Directory.CreateDirectory(_folder["a"]);
        File.CreateSymbolicLink(_folder["a/x.bmp"], "../elsewhere/x.bmp");
        FileFinding file = Inspect().Files.Single(file => file.Class == "a");
        Assert.Equal((FileStatus.Ok, 9), (file.Status, file.Width));
    }

    [Fact]
    public void Inspect_Copies_AreFoundAlsoAcrossClasses()
    {
        _folder.Write("a/1.bmp", TestFolder.Bmp(3, 3, 1));
        _folder.Write("a/2.bmp", TestFolder.Bmp(3, 3, 1));
        _folder.Write("a/3.bmp", TestFolder.Bmp(3, 3, 2));
        _folder.Write("b/1.bmp", TestFolder.Bmp(3, 3, 2));
        _folder.Write("b/2.bmp", TestFolder.Bmp(3, 3, 3));
        _folder.Write("b/e1.bmp", "");
        _folder.Write("b/e2.bmp", "");
        IReadOnlyList<DuplicateGroup> groups = Inspect().Duplicates;
        Assert.Equal([["a/1.bmp", "a/2.bmp"], ["a/3.bmp", "b/1.bmp"]], groups.Select(group => group.Paths.ToArray()));
        Assert.Equal([false, true], groups.Select(group => group.ConflictingLabels));
    }

    [Fact]
    public void Inspect_Folder_IsSummarised()
    {
        _folder.Write("a/1.bmp", TestFolder.Bmp(3, 8, 1));
        _folder.Write("a/2.bmp", TestFolder.Bmp(5, 8, 2));
        _folder.Write("a/3.bmp", "");
        _folder.Write("b/1.bmp", "nothing that is a picture");
        InspectionReport report = Inspect();
        Assert.Equal(new SizeSummary(3, 3, 5, 8, 8, 8, 2), report.Sizes);
        Assert.Equal([("a", 3, 2), ("b", 1, 0)], report.Classes.Select(summary => (summary.Name, summary.Files, summary.Healthy)));
        Assert.Equal(report.Files.Take(2).Average(file => file.Brightness), report.Classes[0].Brightness);
        Assert.Null(report.Classes[1].Brightness);
    }

    [Fact]
    public void Inspect_Progress_RisesToTheEnd()
    {
        for (int number = 0; number < 30; number++)
        {
            _folder.Write($"a/{number}.bmp", number % 10 == 0 ? [] : TestFolder.Bmp(3, 3, number));
        }

        var recorder = new Recorder<InspectProgress>();
        ImageFolder.Open(_folder.Path).Inspect(progress: recorder);
        Assert.Equal(Enumerable.Range(1, 30), recorder.Reports.Select(report => report.Done));
        Assert.Equal(new InspectProgress(30, 30, 3), recorder.Reports[^1]);
    }

    [Fact]
    public void Inspect_Cancelled_Stops()
    {
        _folder.Write("a/1.bmp", TestFolder.Bmp(3, 3, 1));
        Assert.ThrowsAny<OperationCanceledException>(
            () => ImageFolder.Open(_folder.Path).Inspect(cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Inspect_AnyNumberOfThreads_GivesTheSameReport()
    {
        for (int number = 0; number < 20; number++)
        {
            _folder.Write($"{(number % 2 == 0 ? "a" : "b")}/{number}.bmp", TestFolder.Bmp(3, 3, number % 7));
        }

        Assert.Equal(Inspect(new InspectOptions { Threads = 1 }).Files, Inspect(new InspectOptions { Threads = 8 }).Files);
    }

    [Fact]
    public void Quarantine_Report_MovesTheBrokenAndRestoresThem()
    {
        using var store = new TestFolder();
        _folder.Write("a/ok.bmp", TestFolder.Bmp(3, 3, 1));
        _folder.Write("a/misnamed.jpg", TestFolder.Bmp(3, 3, 2));
        _folder.Write("b/empty.bmp", "");
        SortedDictionary<string, string> before = _folder.Snapshot();
        InspectionReport report = Inspect();
        Assert.Throws<InvalidOperationException>(() => report.Restore());

        Assert.Equal(1, report.Quarantine(store.Path).Moved);
        Assert.Equal(["a/misnamed.jpg", "a/ok.bmp"], _folder.Snapshot().Keys);
        Assert.Equal(2, report.Healthy.Count);
        Assert.Equal(1, report.Quarantine(store.Path, misnamed: true).Moved);
        Assert.Equal(["a/ok.bmp"], report.Healthy.Samples.Select(sample => sample.Path));

        Assert.Equal(2, report.Restore().Restored);
        Assert.Equal(before, _folder.Snapshot());
        Assert.Equal(2, report.Healthy.Count);
    }

    public void Dispose() => _folder.Dispose();

    private InspectionReport Inspect(InspectOptions? options = null) => ImageFolder.Open(_folder.Path).Inspect(options);
}
