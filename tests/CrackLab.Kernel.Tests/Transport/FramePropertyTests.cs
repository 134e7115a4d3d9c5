using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Transport;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Kernel.Tests.Transport;

/// <summary>Any messages come back from a ZMTP stream, however it is cut into packets.</summary>
public sealed class FramePropertyTests
{
    private static readonly Gen<byte[]> Bodies =
        from length in Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(250, 260), Gen.Choose(16_370, 16_390), Gen.Choose(0, 70_000))
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(length, seed);

    [Fact]
    public void ReadFrame_AnyMessagesInAnyPackets_ComeBack() => Prop.ForAll(
        Bodies.NonEmptyListOf().Select(bodies => bodies.Take(8).ToArray()).ArrayOf().Select(messages => messages.Take(4).ToArray()).ToArbitrary(),
        Gen.Choose(1, 40_000).ToArbitrary(),
        (messages, packet) =>
        {
            using var stream = new MemoryStream();
            var writer = new FrameWriter(stream);
            writer.WriteGreeting();
            foreach (byte[][] message in messages) writer.Write(message);
            var reader = new FrameReader(new Packets(stream.ToArray(), packet), new TransportLimits());

            reader.ReadGreeting();

            foreach (byte[][] message in messages)
            {
                foreach ((int i, byte[] body) in message.Index())
                {
                    Frame frame = reader.ReadFrame(1 << 20);
                    Assert.Equal((false, i + 1 < message.Length), (frame.IsCommand, frame.HasMore));
                    Assert.Equal(body, frame.Body);
                }
            }

            Assert.Throws<EndOfStreamException>(() => reader.ReadFrame(1 << 20));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ready_AnyIdentity_ComesBack() => Prop.ForAll(
        Bodies.ToArbitrary(),
        identity =>
        {
            (SocketKind kind, byte[] back) = Command.Parse(Command.OfReady(SocketKind.Dealer, identity).ToBytes()).ReadReady();
            Assert.Equal(SocketKind.Dealer, kind);
            Assert.Equal(identity, back);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CodePoints_AnyTextAndPlace_GoThereAndBack() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        ArbMap.Default.ArbFor<int>(),
        (text, place) =>
        {
            int at = CodePoints.ToUtf16(text.Get, place);
            Assert.InRange(at, 0, text.Get.Length);
            Assert.Equal(Math.Clamp(place, 0, CodePoints.FromUtf16(text.Get, text.Get.Length)), CodePoints.FromUtf16(text.Get, at));
        }).QuickCheckThrowOnFailure();

    private static byte[] Make(int length, int seed)
    {
        byte[] body = new byte[length];
        new Random(seed).NextBytes(body);
        return body;
    }

    /// <summary>A stream that gives so many bytes at a time at most.</summary>
    private sealed class Packets(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
