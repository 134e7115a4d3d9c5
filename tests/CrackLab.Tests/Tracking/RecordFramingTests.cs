using System.Text;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class RecordFramingTests
{
    // CRC32C test vectors of RFC 3720, B.4, here with the mask taken off.
    [Theory]
    [InlineData(0x00, 0x8A9136AA)]
    [InlineData(0xFF, 0x62A8AB43)]
    public void MaskedCrc_ThirtyTwoEqualBytes_AgreesWithTheRfc(byte value, uint crc)
    {
        byte[] bytes = new byte[32];
        Array.Fill(bytes, value);

        Assert.Equal(crc, Unmask(RecordFraming.MaskedCrc(bytes)));
    }

    [Fact]
    public void MaskedCrc_OddLength_AgreesWithTheCheckValue() =>
        Assert.Equal(0xE3069283, Unmask(RecordFraming.MaskedCrc(Encoding.ASCII.GetBytes("123456789"))));

    // The first bytes of event files that TensorFlow writes: a length of 24.
    [Fact]
    public void Frame_VersionRecord_BeginsAsTensorFlowDoes() =>
        Assert.Equal("1800000000000000A37F4B22", Convert.ToHexString(RecordFraming.Frame(new byte[24]).AsSpan(0, 12)));

    private static uint Unmask(uint masked)
    {
        uint turned = masked - 0xA282EAD8;
        return (turned << 15) | (turned >> 17);
    }
}
