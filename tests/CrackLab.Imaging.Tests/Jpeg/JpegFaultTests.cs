namespace CrackLab.Imaging.Tests.Jpeg;

public sealed class JpegFaultTests
{
    private static byte[] Baseline => GoldenFiles.Read("420-odd.jpg");

    private static byte[] Progressive => GoldenFiles.Read("progressive.jpg");

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xCA, "arithmetic")]
    [InlineData(0xCB, "lossless arithmetic")]
    [InlineData(0xCD, "hierarchical arithmetic")]
    [InlineData(0xF7, "JPEG-LS")]
    [InlineData(0xDE, "hierarchical")]
    public void Decode_OtherCoding_IsUnsupportedByName(int marker, string name)
    {
        int frame = Baseline.IndexOf(0xFF, 0xC0);
        Faults.Expect(Baseline.With(frame + 1, (byte)marker), ImageFault.Unsupported, frame, name);
    }

    [Fact]
    public void Decode_TwelveBits_IsUnsupportedByName()
    {
        int frame = Baseline.IndexOf(0xFF, 0xC0);
        Faults.Expect(Baseline.With(frame + 4, 12), ImageFault.Unsupported, frame + 4, "12-bit");
    }

    [Fact]
    public void Decode_HeightAfterPicture_IsUnsupportedByName()
    {
        int frame = Baseline.IndexOf(0xFF, 0xC0), scan = Baseline.IndexOf(0xFF, 0xDA);
        Faults.Expect(Baseline.With(frame + 5, 0, 0), ImageFault.Unsupported, frame + 5, "DNL");
        Faults.Expect(Baseline.Insert(scan, 0xFF, 0xDC, 0, 4, 0, 29), ImageFault.Unsupported, scan, "DNL");
    }

    [Fact]
    public void Decode_TwoComponents_IsUnsupported()
    {
        int frame = Baseline.IndexOf(0xFF, 0xC0);
        Faults.Expect(Baseline.With(frame + 9, 2), ImageFault.Unsupported, frame + 9, "2");
        Faults.Expect(Baseline.With(frame + 9, 0), ImageFault.Corrupt, frame + 9, "components");
    }

    [Fact]
    public void Decode_ZeroWidth_IsCorrupt()
    {
        int frame = Baseline.IndexOf(0xFF, 0xC0);
        Faults.Expect(Baseline.With(frame + 7, 0, 0), ImageFault.Corrupt, frame + 5, "0x29");
    }

    [Fact]
    public void Decode_EndMissing_IsTruncatedAtLength()
    {
        byte[] cut = Baseline[..^2];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length, "end-of-image");
    }

    [Fact]
    public void Decode_DataCut_IsTruncatedAtLength()
    {
        byte[] cut = Baseline[..(Baseline.Length - 100)];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length, "picture data");
    }

    [Fact]
    public void Decode_DataCutBeforeEndMarker_IsTruncatedThere()
    {
        byte[] cut = [.. Baseline[..^100], 0xFF, 0xD9];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length - 2, "end-of-image marker");
    }

    [Fact]
    public void Decode_BytesAfterEnd_AreIgnored()
    {
        byte[] longer = [.. Baseline, 1, 2, 3, 0xFF, 0xD8, 0xFF];
        Assert.Equal(GoldenFiles.Pixels("420-odd"), ImageDecoder.Decode(longer).Pixels);
    }

    [Fact]
    public void Decode_ExtraDataBeforeEndAndFillBytes_AreTolerated()
    {
        byte[] changed = [.. Baseline[..^2], 0x12, 0x34, 0xFF, 0xFF, 0xFF, 0xD9];
        int scan = changed.IndexOf(0xFF, 0xDA);
        changed = changed.Insert(scan, 0xFF, 0xFF);
        Assert.Equal(GoldenFiles.Pixels("420-odd"), ImageDecoder.Decode(changed).Pixels);
    }

    [Fact]
    public void Decode_RestartMarkerOutOfOrder_IsCorruptThere()
    {
        byte[] data = GoldenFiles.Read("restart.jpg");
        int marker = data.IndexOf(0xFF, 0xD1);
        Faults.Expect(data.With(marker + 1, 0xD3), ImageFault.Corrupt, marker, "restart marker 1");
        Faults.Expect(data.With(marker + 1, 0xC4), ImageFault.Corrupt, marker, "restart marker 1");
    }

    [Fact]
    public void Decode_RestartMarkerTooLate_IsCorrupt()
    {
        byte[] data = GoldenFiles.Read("restart.jpg");
        int marker = data.IndexOf(0xFF, 0xD0);
        ImageException fault = Faults.Of(data.Insert(marker, 0x55, 0x55, 0x55, 0x55));
        Assert.Equal(ImageFault.Corrupt, fault.Fault);
        Assert.InRange(fault.Offset, marker - 1, marker + 4);
    }

    [Fact]
    public void Decode_RestartMarkerTooEarly_IsCorruptThere()
    {
        byte[] data = GoldenFiles.Read("restart.jpg");
        int marker = data.IndexOf(0xFF, 0xD0);
        byte[] cut = [.. data[..(marker - 12)], .. data[marker..]];
        Faults.Expect(cut, ImageFault.Corrupt, marker - 12, "picture data");
    }

    [Fact]
    public void Decode_GarbageCodes_IsCorruptWithinData()
    {
        byte[] data = Baseline;
        int start = data.IndexOf(0xFF, 0xDA) + 14;
        for (int i = start + 60; i < start + 80; i += 2) data = data.With(i, 0xFF, 0x00);
        ImageException fault = Faults.Of(data);
        Assert.Equal(ImageFault.Corrupt, fault.Fault);
        Assert.InRange(fault.Offset, start + 58, start + 82);
    }

    [Fact]
    public void Decode_UnknownMarker_IsCorruptThere()
    {
        int scan = Baseline.IndexOf(0xFF, 0xDA);
        Faults.Expect(Baseline.Insert(scan, 0xFF, 0x4F, 0, 2), ImageFault.Corrupt, scan, "0x4F");
    }

    [Fact]
    public void Decode_OverfullHuffmanTable_IsCorrupt()
    {
        int table = Baseline.IndexOf(0xFF, 0xC4);
        ImageException fault = Faults.Of(Baseline.With(table + 5, 5, 1, 0)); // instead of 0, 1, 5
        Assert.Equal((ImageFault.Corrupt, table + 5L), (fault.Fault, fault.Offset));
    }

    [Fact]
    public void Decode_ZeroQuantization_IsCorruptThere()
    {
        int table = Baseline.IndexOf(0xFF, 0xDB);
        Faults.Expect(Baseline.With(table + 7, 0), ImageFault.Corrupt, table + 7, "quantization");
    }

    [Theory]
    [InlineData(0xC4, "Huffman table")]
    [InlineData(0xDB, "quantization table")]
    public void Decode_TablesMissing_IsCorrupt(int marker, string name)
    {
        byte[] data = Baseline;
        for (int at = data.AsSpan().IndexOf([(byte)0xFF, (byte)marker]); at >= 0; at = data.AsSpan().IndexOf([(byte)0xFF, (byte)marker]))
        {
            data[at + 1] = 0xFE; // becomes a comment
        }

        int scan = data.IndexOf(0xFF, 0xDA);
        Faults.Expect(data, ImageFault.Corrupt, scan + 4, name);
    }

    [Fact]
    public void Decode_ScanMissing_IsTruncatedAtEndMarker()
    {
        byte[] data = GoldenFiles.Read("separate-scans.jpg");
        int last = data.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] cut = [.. data[..last], 0xFF, 0xD9];
        Faults.Expect(cut, ImageFault.Truncated, last, "component 3");
    }

    [Fact]
    public void Decode_ProgressiveScansMissing_IsTruncated()
    {
        int last = Progressive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] cut = [.. Progressive[..last], 0xFF, 0xD9];
        Faults.Expect(cut, ImageFault.Truncated, last, "all scans");
    }

    [Fact]
    public void Decode_ProgressiveScanTwice_IsCorrupt()
    {
        int last = Progressive.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] twice = [.. Progressive[..^2], .. Progressive[last..]];
        Faults.Expect(twice, ImageFault.Corrupt, Progressive.Length - 2 + 10, "out of turn");
    }

    [Fact]
    public void Decode_SecondFrame_IsCorrupt()
    {
        int scan = Baseline.IndexOf(0xFF, 0xDA), frame = Baseline.IndexOf(0xFF, 0xC0);
        Faults.Expect(Baseline.Insert(scan, Baseline[frame..(frame + 19)]), ImageFault.Corrupt, scan, "second");
    }

    [Fact]
    public void Decode_SegmentBeyondFile_IsTruncated() =>
        Faults.Expect([0xFF, 0xD8, 0xFF, 0xE0, 0x40, 0x00, 1, 2], ImageFault.Truncated, 8, "segment");

    [Theory]
    [InlineData(18, true)]
    [InlineData(19, false)]
    public void Decode_ManyScans_AreRefusedFrom257On(int coefficients, bool decodes)
    {
        // One grey block; one DC scan, then 14 scans (a bit each) of one AC coefficient after the other, all empty.
        List<byte> file = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        file.AddRange([0xFF, 0xC2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
        foreach (byte table in (byte[])[0x00, 0x10]) file.AddRange([0xFF, 0xC4, 0, 20, table, 1, .. new byte[15], 0]);
        file.AddRange(Scan(0, 0));
        for (int k = 1; k <= coefficients; k++)
        {
            for (int low = 13; low >= 0; low--) file.AddRange(Scan(k, low == 13 ? 13 : ((low + 1) << 4) | low));
        }

        file.AddRange([0xFF, 0xD9]);
        if (decodes) Assert.Equal(8, ImageDecoder.Decode([.. file]).Width);
        else Assert.Equal(ImageFault.Unsupported, Faults.Of([.. file]).Fault);
    }

    private static byte[] Scan(int coefficient, int bits) =>
        [0xFF, 0xDA, 0, 8, 1, 1, 0, (byte)coefficient, (byte)coefficient, (byte)bits, 0x7F];
}
