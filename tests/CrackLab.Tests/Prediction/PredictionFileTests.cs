using CrackLab.Data;
using CrackLab.Imaging.Exif;
using CrackLab.Prediction;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Prediction;

public sealed class PredictionFileTests : IDisposable
{
    private const string Header = "path,label,probability,margin,milliseconds,date_taken,latitude,longitude,altitude,model,error";
    private const string Model = "0123456789ab";

    private static readonly string[] Names =
    [
        "plain.jpg", "two words.jpg", "comma, quote \" and 'other'.jpg", "new\nline.jpg", "carriage\rreturn.jpg", "\"quoted\"", "Straße 橋 \U0001F600.jpg",
        "bad\uFFFD.jpg", "#hash.jpg", "=1+1.jpg", " leading and trailing ", "tab\t.jpg", "", "\n", "\"", ",",
    ];

    private readonly TestFolder _folder = new();

    private string Csv => _folder["predictions.csv"];

    [Fact]
    public void Create_Rows_HaveEveryColumn()
    {
        using (PredictionFile file = PredictionFile.Create(Csv, Model))
        {
            file.Add(new PredictedImage
            {
                Path = "a.jpg",
                Label = "Positive",
                Probability = 0.75f,
                Margin = 0.25f,
                Milliseconds = 1.23456,
                DateTaken = new PhotoDate(new DateTime(2024, 5, 17, 9, 31, 7), TimeSpan.FromHours(2)),
                Location = new PhotoLocation(-33.5, 151.25, 12.5),
            });
            file.Add(new PredictedImage { Path = "b.jpg", Error = "broken, \"quite\"" });
            Assert.False(File.Exists(Csv));
            file.Commit();
        }

        Assert.Equal(
            [
                Header,
                $"a.jpg,Positive,0.75,0.25,1.235,2024-05-17T09:31:07+02:00,-33.5,151.25,12.5,{Model},",
                $"b.jpg,,,,,,,,,{Model},\"broken, \"\"quite\"\"\"",
            ],
            File.ReadAllLines(Csv));
    }

    [Fact]
    public void Create_NotCommitted_LeavesWhatWasThere()
    {
        File.WriteAllText(Csv, "before");
        using (PredictionFile file = PredictionFile.Create(Csv)) file.Add(Image("a.jpg"));
        Assert.Equal("before", File.ReadAllText(Csv));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Append_NamesOfAllKinds_AreNotTakenAgain()
    {
        Write(Names);
        byte[] before = File.ReadAllBytes(Csv);
        using (PredictionFile file = PredictionFile.Append(Csv, Model, 0.5))
        {
            Assert.Equal(Names.Length, file.Earlier);
            Assert.All(Names, name => Assert.False(file.Take(name), name));
            Assert.True(file.Take("another.jpg"));
            Assert.False(file.Take("another.jpg"));
            file.Commit();
        }

        Assert.Equal(before, File.ReadAllBytes(Csv));
        Assert.Equal(Names, CsvRows.Read(Csv, "predictions", "path").Select(row => row.Values[0]));
    }

    [Fact]
    public void Append_CutAtEveryByte_GoesOnFromTheLastWholeRow()
    {
        string[] names = ["a.jpg", "b \"quoted\".jpg", "new\n\nline, ü.jpg", "d.jpg"];
        Write(names);
        byte[] whole = File.ReadAllBytes(Csv);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Csv, whole[..length]);
            int earlier;
            using (PredictionFile file = PredictionFile.Append(Csv, Model, 0.5))
            {
                earlier = file.Earlier;
                foreach (string name in names.Where(file.Take)) file.Add(Image(name));
                file.Commit();
            }

            Assert.Equal(whole, File.ReadAllBytes(Csv));
            Assert.InRange(earlier, 0, names.Length);
            Assert.Equal(length == whole.Length, earlier == names.Length);
        }
    }

    [Theory]
    [InlineData("path,label,probability,error\na.jpg,Positive,0.5,\n")]
    [InlineData("just a line without an end")]
    [InlineData("path,label,probabilities")]
    [InlineData(Header + ",more\n")]
    [InlineData(" " + Header + "\n")]
    public void Append_AnotherFile_IsRefusedAndLeftAlone(string text)
    {
        File.WriteAllText(Csv, text);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => PredictionFile.Append(Csv, Model));
        Assert.StartsWith($"{Csv}: expected a file of predictions to append to", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(text, File.ReadAllText(Csv));
    }

    [Fact]
    public void Append_HeaderWithACarriageReturn_IsOurs()
    {
        Write("a.jpg");
        File.WriteAllText(Csv, File.ReadAllText(Csv).Replace("\n", "\r\n", StringComparison.Ordinal));
        using PredictionFile file = PredictionFile.Append(Csv, Model, 0.5);
        Assert.False(file.Take("a.jpg"));
    }

    [Fact]
    public void Append_AnotherModelOrThreshold_IsRefusedWithItsLine()
    {
        Write("a.jpg", "b\nc.jpg");
        byte[] before = [.. File.ReadAllBytes(Csv), .. "torn"u8];
        File.WriteAllBytes(Csv, before);
        Assert.Equal(
            $"{Csv}, line 2: expected rows of model 'ffffffffffff', received one of '{Model}'. Name that model, or choose another file.",
            Assert.Throws<InvalidDataException>(() => PredictionFile.Append(Csv, "ffffffffffff")).Message);
        Assert.Contains(
            "line 2: expected rows decided by the threshold 0.6",
            Assert.Throws<InvalidDataException>(() => PredictionFile.Append(Csv, Model, 0.6)).Message);
        Assert.Equal(before, File.ReadAllBytes(Csv));
    }

    [Theory]
    [InlineData("a.jpg,Positive\n", "line 2: expected 11 values, received 2")]
    [InlineData("a\"b.jpg,,,,,,,,,\",0123456789ab,\n", "line 2: expected comma-separated values, received a misplaced double quote")]
    public void Append_BrokenRow_IsRefusedWithItsLine(string row, string message)
    {
        File.WriteAllText(Csv, $"{Header}\n{row}");
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PredictionFile.Append(Csv, Model)).Message);
    }

    [Fact]
    public void Append_WhileAnotherDoes_IsRefused()
    {
        using (PredictionFile first = PredictionFile.Append(Csv, Model))
        {
            IOException error = Assert.Throws<IOException>(() => PredictionFile.Append(Csv, Model));
            Assert.StartsWith($"{Csv}: expected a file that no other process writes to, received one that is in use", error.Message);
            first.Add(Image("a.jpg"));
            first.Commit();
        }

        using PredictionFile second = PredictionFile.Append(Csv, Model);
        Assert.Equal(1, second.Earlier);
    }

    [Fact]
    public void Append_Flushed_IsInTheFileBeforeTheEnd()
    {
        using PredictionFile file = PredictionFile.Append(Csv, Model);
        file.Add(Image("a.jpg"));
        file.Flush();
        Assert.InRange(new FileInfo(Csv).Length, Header.Length + 20, 200);
    }

    [Fact]
    public void Append_NotCommitted_KeepsItsRows()
    {
        using (PredictionFile file = PredictionFile.Append(Csv, Model)) file.Add(Image("a.jpg"));
        using PredictionFile again = PredictionFile.Append(Csv, Model);
        Assert.False(again.Take("a.jpg"));
    }

    [Fact]
    public void Append_FolderThatMayNotBeWritten_SaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "needs a user whom permissions bind");
        string closed = Directory.CreateDirectory(_folder["closed"]).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = Path.Combine(closed, "a.csv");
        Assert.Contains("access denied", Assert.Throws<UnauthorizedAccessException>(() => PredictionFile.Append(path)).Message);
        Assert.Contains("access denied", Assert.Throws<UnauthorizedAccessException>(() => PredictionFile.Create(path)).Message);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Append_FolderOfThatName_SaysSo()
    {
        Directory.CreateDirectory(Csv);
        Assert.ThrowsAny<Exception>(() => PredictionFile.Append(Csv));
    }

    [Fact]
    public void Append_DiskFull_SaysSo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using PredictionFile file = PredictionFile.Append("/dev/full", Model);
        file.Add(Image("a.jpg"));
        Assert.Contains("disk full", Assert.Throws<IOException>(file.Flush).Message);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] names)
    {
        using PredictionFile file = PredictionFile.Append(Csv, Model, 0.5);
        foreach (string name in names) file.Add(Image(name));
        file.Commit();
    }

    private static PredictedImage Image(string path) => new() { Path = path, Label = "Positive", Probability = 0.75f, Margin = 0.25f };
}
