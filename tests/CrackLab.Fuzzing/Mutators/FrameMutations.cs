using System.Buffers.Binary;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know the frames of a ZMTP 3 stream.</summary>
internal static class FrameMutations
{
    private const int GreetingLength = 64;
    private const int LongFlag = 2;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [ChangeBody, ChangeBody, ChangeFlags, ChangeFrames, LieAboutLength, MakeLong, ChangeGreeting];

    private static List<(byte Flags, byte[] Body)> Split(byte[] stream)
    {
        List<(byte, byte[])> frames = [];
        for (int at = GreetingLength; at + 2 <= stream.Length;)
        {
            bool isLong = (stream[at] & LongFlag) != 0;
            int start = at + (isLong ? 9 : 2);
            if (start > stream.Length) break;
            ulong length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(stream.AsSpan(at + 1)) : stream[at + 1];
            int end = (int)Math.Min((ulong)stream.Length, (ulong)start + Math.Min(length, int.MaxValue));
            frames.Add((stream[at], stream[start..end]));
            at = end;
        }

        return frames;
    }

    private static byte[] Join(byte[] stream, List<(byte Flags, byte[] Body)> frames) =>
        [.. stream[..Math.Min(stream.Length, GreetingLength)], .. frames.SelectMany(frame => Frame(frame.Flags, frame.Body))];

    private static byte[] Frame(byte flags, byte[] body)
    {
        if (body.Length <= byte.MaxValue && (flags & LongFlag) == 0) return [flags, (byte)body.Length, .. body];
        byte[] frame = [(byte)(flags | LongFlag), 0, 0, 0, 0, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(1), body.Length);
        return frame;
    }

    private static byte[] ChangeBody(byte[] stream, FuzzRandom random) => Change(stream, random, (flags, body) => (flags, ByteMutations.Any(body, random)));

    private static byte[] ChangeFlags(byte[] stream, FuzzRandom random) =>
        Change(stream, random, (flags, body) => (random.OneIn(3) ? (byte)random.Next() : (byte)(flags ^ (1 << random.Below(3))), body));

    private static byte[] MakeLong(byte[] stream, FuzzRandom random) => Change(stream, random, (flags, body) => ((byte)(flags | LongFlag), body));

    private static byte[] Change(byte[] stream, FuzzRandom random, Func<byte, byte[], (byte Flags, byte[] Body)> change)
    {
        List<(byte Flags, byte[] Body)> frames = Split(stream);
        if (frames.Count == 0) return stream;
        int place = random.Below(frames.Count);
        frames[place] = change(frames[place].Flags, frames[place].Body);
        return Join(stream, frames);
    }

    private static byte[] ChangeFrames(byte[] stream, FuzzRandom random)
    {
        List<(byte Flags, byte[] Body)> frames = Split(stream);
        if (frames.Count == 0) return stream;
        int from = random.Below(frames.Count), to = random.Below(frames.Count);
        (byte, byte[]) moved = frames[from];
        if (random.OneIn(2)) frames.RemoveAt(from);
        for (int times = random.OneIn(8) ? random.Between(2, 5000) : random.Below(2); times > 0; times--) frames.Insert(Math.Min(to, frames.Count), moved);
        return Join(stream, frames);
    }

    private static byte[] LieAboutLength(byte[] stream, FuzzRandom random)
    {
        List<(byte Flags, byte[] Body)> frames = Split(stream);
        if (frames.Count == 0) return stream;
        int place = random.Below(frames.Count);
        byte[] lie = [(byte)(frames[place].Flags | LongFlag), 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt64BigEndian(lie.AsSpan(1), random.Of(ByteMutations.Edges));
        return [.. Join(stream, frames[..place]), .. lie, .. frames[place..].SelectMany(frame => Frame(frame.Flags, frame.Body))];
    }

    private static byte[] ChangeGreeting(byte[] stream, FuzzRandom random)
    {
        byte[] output = [.. stream];
        if (output.Length > 0 && random.OneIn(4)) output[random.Below(Math.Min(output.Length, GreetingLength))] = (byte)random.Next();
        return output;
    }
}
