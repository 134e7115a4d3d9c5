using System.Buffers.Binary;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class EventFileTests
{
    private static readonly DateTimeOffset Now = new(2023, 8, 4, 9, 20, 25, TimeSpan.Zero);

    [Fact]
    public void Read_WrittenScalars_ComeBack()
    {
        using TestFolder folder = new();
        EventFile file = EventFileReader.Read(Write(folder, 3));

        Assert.Empty(file.Damages);
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
                Assert.Empty(file.Damages);
                continue;
            }
            EventFileDamage damage = Assert.Single(file.Damages);
            Assert.True(damage.IsCutTail);
            Assert.Equal(sound == 0 ? 0 : ends[sound - 1], damage.Offset);
        }
    }

    [Fact]
    public void Read_EveryFlippedByte_CostsThatRecordAlone()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 3));
        List<int> ends = [0, .. RecordEnds(whole)];
        string path = folder["flipped"];

        for (int place = 0; place < whole.Length; place++)
        {
            byte[] bytes = [.. whole];
            bytes[place] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            EventFile file = EventFileReader.Read(path);
            int hit = ends.FindLastIndex(end => end <= place);
            EventFileDamage damage = Assert.Single(file.Damages);
            Assert.False(damage.IsCutTail);
            Assert.Equal(ends[hit], damage.Offset);
            Assert.Equal(3, file.Records);
            Assert.Equal(Enumerable.Range(0, 3).Where(step => step + 1 != hit).Select(step => (long)step), file.Scalars.Select(scalar => scalar.Step));
        }
    }

    [Fact]
    public void Read_RubbishAndACutInTheMiddle_FindsTheNextRecords()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 3));
        List<int> ends = RecordEnds(whole);
        byte[] rubbish = new byte[70_000];
        new Random(5).NextBytes(rubbish);
        string path = folder["patched"];
        File.WriteAllBytes(path, [.. whole[..ends[0]], .. rubbish, .. whole[ends[0]..ends[1]], .. whole[ends[1]..(ends[2] - 9)], .. whole[ends[2]..]]);

        EventFile file = EventFileReader.Read(path);

        Assert.Equal([0L, 2L], file.Scalars.Select(scalar => scalar.Step));
        Assert.Equal([ends[0], ends[1] + (long)rubbish.Length], file.Damages.Select(damage => damage.Offset));
    }

    [Fact]
    public void Read_HeadersThatAllReachToTheEnd_AreSoonPassedOver()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 1));
        byte[] bomb = new byte[600_000];
        for (int at = 1; at + RecordFraming.HeaderLength <= bomb.Length; at += RecordFraming.HeaderLength)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bomb.AsSpan(at), bomb.Length - at - RecordFraming.HeaderLength);
            BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + sizeof(long)), RecordFraming.MaskedCrc(bomb.AsSpan(at, sizeof(long))));
        }

        string path = folder["bomb"];
        File.WriteAllBytes(path, [.. whole, .. bomb, 1, 2, 3, 4, .. whole]);
        _ = EventFileReader.Read(Write(folder, 3));
        EventFile? file = null;

        Assert.InRange(ThreadTime.Of(() => file = EventFileReader.Read(path)), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.Single(file!.Damages);
        Assert.Equal(4, file.Records);
    }

    [Fact]
    public void Read_ManyDamages_TakeLittleMemoryEach()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 1));
        List<int> ends = RecordEnds(whole);
        string path = folder["many"];
        File.WriteAllBytes(path, [.. whole, .. Enumerable.Repeat<byte[]>([1, 2, 3, .. whole[ends[0]..]], 2000).SelectMany(part => part)]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        EventFile file = EventFileReader.Read(path);

        Assert.Equal(2000, file.Damages.Count);
        Assert.Equal(2001, file.Records - 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
    }

    [Fact]
    public void Read_ZerosAtTheEnd_AreDamage()
    {
        using TestFolder folder = new();
        byte[] whole = File.ReadAllBytes(Write(folder, 2));
        string path = folder["zeros"];
        File.WriteAllBytes(path, [.. whole, .. new byte[4096]]);

        EventFile file = EventFileReader.Read(path);

        Assert.Equal(3, file.Records);
        Assert.Equal(new EventFileDamage(whole.Length, IsCutTail: false, "the checksum of a record's length is wrong"), Assert.Single(file.Damages));
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
