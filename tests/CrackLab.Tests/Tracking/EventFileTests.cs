using CrackLab.Tests.Data;
using CrackLab.Tracking;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tests.Tracking;

public sealed class EventFileTests
{
    private static readonly DateTimeOffset Now = new(2023, 8, 4, 9, 20, 25, TimeSpan.Zero);

    [Fact]
    public void Read_WrittenScalars_ComeBack()
    {
        using TestFolder folder = new();
        EventFile file = EventFileReader.Read(Write(folder, 3));

        Assert.Null(file.Damage);
        Assert.Equal(4, file.Records);
        Assert.Equal(
            [new("loss", 0, 0, Now), new("loss", 1, 0.1f, Now), new ScalarEvent("loss", 2, 0.2f, Now)],
            file.Scalars);
    }

    // One scalar as TensorFlow 2 writes it: tensor with dtype, empty shape and content, then plugin "scalars".
    [Fact]
    public void WriteScalar_Bytes_AreThoseOfTensorFlow()
    {
        using TestFolder folder = new();
        string path;
        using (EventFileWriter writer = new(folder.Path, new FixedTime(Now)))
        {
            writer.WriteScalar("epoch_loss", 1, BitConverter.Int32BitsToSingle(0x3D8EB1AD));
            path = writer.Path;
        }

        string hex = Convert.ToHexString(File.ReadAllBytes(path));
        Assert.EndsWith(
            "10012A270A250A0A65706F63685F6C6F7373420A080112002204ADB18E3D4A0B0A090A077363616C617273", hex[..^8],
            StringComparison.Ordinal);
        Assert.StartsWith("1800000000000000A37F4B2209", hex, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryCut_KeepsTheSoundRecords()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 2));
        List<int> ends = RecordEnds(whole);
        string path = folder["cut"];

        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            EventFile file = EventFileReader.Read(path);
            int sound = ends.Count(end => end <= length);
            Assert.Equal(sound, file.Records);
            Assert.Equal(Math.Max(0, sound - 1), file.Scalars.Count);
            if (length == 0 || ends.Contains(length))
            {
                Assert.Null(file.Damage);
                continue;
            }
            Assert.True(file.Damage!.IsCutTail);
            Assert.Equal(sound == 0 ? 0 : ends[sound - 1], file.Damage.Offset);
        }
    }

    [Fact]
    public void Read_EveryFlippedByte_IsNoticed()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 2));
        List<int> ends = RecordEnds(whole);
        string path = folder["flipped"];

        for (int place = ends[0]; place < whole.Length; place++)
        {
            byte[] bytes = [.. whole];
            bytes[place] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            EventFile file = EventFileReader.Read(path);
            Assert.NotNull(file.Damage);
            Assert.False(file.Damage.IsCutTail);
            Assert.Equal(ends.Last(end => end <= place), file.Damage.Offset);
        }
    }

    [Fact]
    public void Read_OtherFile_Throws()
    {
        using TestFolder folder = new();
        string path = folder["photo.jpg"];
        File.WriteAllText(path, "this is no event file at all");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => EventFileReader.Read(path));

        Assert.Contains("expected a TensorBoard event file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherKindsOfValues_AreCountedOnly()
    {
        using TestFolder folder = new();
        string path = folder["events"];
        SummaryValue old = new() { Tag = "old", SimpleValue = 2 };
        SummaryValue vector = new() { Tag = "vector", Tensor = new TensorValue { Dtype = TensorType.Float } };
        vector.Tensor.Shape = new TensorShape { Dimensions = { new TensorDimension { Size = 1 } } };
        vector.Tensor.FloatValues.Add(1);
        SummaryValue listed = new() { Tag = "listed", Tensor = new TensorValue { Dtype = TensorType.Float } };
        listed.Tensor.FloatValues.Add(3);
        EventRecord record = new() { Summary = new SummaryRecord { Values = { old, vector, listed } } };
        File.WriteAllBytes(path, RecordFraming.Frame(record.ToByteArray()));

        EventFile file = EventFileReader.Read(path);

        Assert.Equal(1, file.Records);
        Assert.Equal([("old", 2f), ("listed", 3f)], file.Scalars.Select(scalar => (scalar.Tag, scalar.Value)));
    }

    [Fact]
    public void Writer_SameSecond_TakesTheNextNumber()
    {
        using TestFolder folder = new();
        using EventFileWriter first = new(folder.Path, new FixedTime(Now));
        using EventFileWriter second = new(folder.Path, new FixedTime(Now));

        Assert.Equal("events.out.tfevents.1691140825.cracklab.0.v2", Path.GetFileName(first.Path));
        Assert.Equal("events.out.tfevents.1691140825.cracklab.1.v2", Path.GetFileName(second.Path));
    }

    private static string Write(TestFolder folder, int scalars)
    {
        using EventFileWriter writer = new(folder.Path, new FixedTime(Now));
        for (int step = 0; step < scalars; step++)
            writer.WriteScalar("loss", step, step / 10.0);
        return writer.Path;
    }

    private static List<int> RecordEnds(byte[] file)
    {
        List<int> ends = [];
        for (int end = 0; end < file.Length;)
        {
            end += RecordFraming.HeaderLength + BitConverter.ToInt32(file, end) + RecordFraming.FooterLength;
            ends.Add(end);
        }
        return ends;
    }
}
