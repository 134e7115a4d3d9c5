using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;
using CrackLab.Tracking;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the records of an event file and mend their checksums.</summary>
internal static class RecordMutations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [ChangeData, ChangeData, ChangeData, ChangeData, ChangeRecords, LieAboutLength, Damage];

    private static List<byte[]> Split(byte[] file)
    {
        List<byte[]> records = [];
        int overhead = RecordFraming.HeaderLength + RecordFraming.FooterLength;
        for (int at = 0; at + overhead <= file.Length;)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            int end = (int)Math.Min((ulong)file.Length, (ulong)at + (ulong)overhead + Math.Min(length, int.MaxValue));
            records.Add(file[at..end]);
            at = end;
        }

        return records;
    }

    private static byte[] Join(List<byte[]> records) => [.. records.SelectMany(record => record)];

    private static byte[] Data(byte[] record) => record[RecordFraming.HeaderLength..^RecordFraming.FooterLength];

    private static byte[] ChangeData(byte[] file, FuzzRandom random)
    {
        List<byte[]> records = Split(file);
        if (records.Count == 0) return file;
        int place = random.Below(records.Count);
        records[place] = RecordFraming.Frame(ProtoMutations.Change(Data(records[place]), random));
        return Join(records);
    }

    private static byte[] ChangeRecords(byte[] file, FuzzRandom random)
    {
        List<byte[]> records = Split(file);
        if (records.Count == 0) return file;
        int from = random.Below(records.Count), to = random.Below(records.Count);
        byte[] moved = records[from];
        if (random.OneIn(2)) records.RemoveAt(from);
        for (int times = random.OneIn(8) ? random.Between(2, 100) : random.Below(2); times > 0; times--) records.Insert(Math.Min(to, records.Count), moved);
        return Join(records);
    }

    /// <summary>A length that is not the data's, under a checksum that is right.</summary>
    private static byte[] LieAboutLength(byte[] file, FuzzRandom random)
    {
        List<byte[]> records = Split(file);
        if (records.Count == 0) return file;
        byte[] record = records[random.Below(records.Count)];
        long length = random.OneIn(2) ? random.Of(ByteMutations.Edges) : random.Between(0, file.Length + 20);
        BinaryPrimitives.WriteInt64LittleEndian(record, length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), RecordFraming.MaskedCrc(record.AsSpan(0, sizeof(ulong))));
        return Join(records);
    }

    private static byte[] Damage(byte[] file, FuzzRandom random)
    {
        List<byte[]> records = Split(file);
        if (records.Count == 0) return file;
        int place = random.Below(records.Count);
        records[place] = ByteMutations.Any(records[place], random);
        return Join(records);
    }
}
