using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Kernel.Transport;

namespace CrackLab.Fuzzing.Targets;

/// <summary>What a peer sends to one of the kernel's sockets: greeting, handshake, messages and commands of ZMTP 3.</summary>
internal sealed class StreamTarget : FuzzTarget
{
    private static readonly TransportLimits Limits = new();

    private static readonly IReadOnlyList<FuzzSeed> Streams =
    [
        new FuzzSeed("request", Make(writer =>
        {
            writer.Write(Command.OfReady(SocketKind.Dealer, "me"u8));
            writer.Write([[], "<IDS|MSG>"u8.ToArray(), [], "{\"msg_type\": \"execute_request\", \"msg_id\": \"1\"}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{\"code\": \"1\"}"u8.ToArray()]);
            writer.Write(new Command(Command.Ping, [0, 9, 1, 2, 3]));
            writer.Write([new byte[300]]);
        })),
        new FuzzSeed("subscriber", Make(writer =>
        {
            writer.Write(Command.OfReady(SocketKind.Sub, []));
            writer.Write([[1, 65]]);
            writer.Write(new Command(Command.Subscribe, "kernel"u8.ToArray()));
            writer.Write(new Command(Command.Cancel, "kernel"u8.ToArray()));
            writer.Write([[0, 65]]);
        })),
        new FuzzSeed("beat", Make(writer =>
        {
            writer.Write(Command.OfReady(SocketKind.Req, []));
            writer.Write([[], "ping"u8.ToArray()]);
            writer.Write(Command.OfError("enough"));
        })),
        .. SeedFiles.Findings("zmtp"),
    ];

    /// <inheritdoc/>
    public override string Name => "zmtp";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Streams;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => FrameMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Kernel"];

    /// <inheritdoc/>
    /// <remarks>As <c>Peer</c> reads, with commands answered and messages decoded.</remarks>
    public override void Run(byte[] input, FuzzRandom random)
    {
        using var stream = new MemoryStream(input);
        var reader = new FrameReader(stream, Limits);
        var subscriptions = new SubscriptionSet();
        reader.ReadGreeting();
        Frame first = reader.ReadFrame(0);
        if (!first.IsCommand) throw new InvalidDataException("handshake: expected READY, received a message.");
        _ = Command.Parse(first.Body).ReadReady();
        while (true)
        {
            List<byte[]> frames = [];
            long left = Limits.MessageBytes;
            bool hasMore = true;
            while (hasMore)
            {
                Frame frame;
                try
                {
                    frame = reader.ReadFrame(left);
                }
                catch (EndOfStreamException) when (frames.Count == 0)
                {
                    return; // between messages: the peer has gone, as peers do
                }

                if (frame.IsCommand)
                {
                    Obey(Command.Parse(frame.Body), subscriptions);
                    continue;
                }

                frames.Add(frame.Body);
                left -= frame.Body.Length;
                hasMore = frame.HasMore;
                if (hasMore && frames.Count == Limits.MessageFrames) throw new InvalidDataException($"message: expected at most {Limits.MessageFrames} frames, received more.");
            }

            _ = subscriptions.Wants(frames[0]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The buffer, and each frame as an array: the shortest are two bytes.</remarks>
    public override long AllocationBound(byte[] input) => (256 << 10) + (96L * input.Length);

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => error is InvalidDataException or EndOfStreamException;

    private static void Obey(Command command, SubscriptionSet subscriptions)
    {
        switch (command.Name)
        {
            case Command.Ping:
                _ = command.ToPong().ToBytes();
                break;
            case Command.Subscribe:
                subscriptions.Add(command.Data, Limits.Subscriptions);
                break;
            case Command.Cancel:
                subscriptions.Remove(command.Data);
                break;
        }
    }

    private static byte[] Make(Action<FrameWriter> write)
    {
        using var stream = new MemoryStream();
        var writer = new FrameWriter(stream);
        writer.WriteGreeting();
        write(writer);
        return stream.ToArray();
    }
}
