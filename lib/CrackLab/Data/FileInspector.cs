using System.Numerics;
using System.Security.Cryptography;
using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>Looks into one file; whatever is wrong with it becomes a finding and never an exception.</summary>
internal sealed class FileInspector(ImageFolder folder, InspectOptions options, CancellationToken cancellationToken)
{
    private readonly DecodeOptions _decoding = DecodeOptions.Default with { MaxPixels = options.MaxPixels, CancellationToken = cancellationToken };

    public FileFinding Inspect(ImageFile file)
    {
        var finding = new FileFinding
        {
            Path = file.Path,
            Label = file.Label,
            Class = folder.Classes[file.Label],
            Status = FileStatus.Ok,
        };
        byte[] data;
        try
        {
            var info = new FileInfo(Path.Combine(folder.Path, file.Path));
            if (info.LinkTarget is not null)
            {
                info = (FileInfo)info.ResolveLinkTarget(returnFinalTarget: true)!;
            }

            finding = finding with { Bytes = info.Length };
            if (info.Length > options.MaxBytes)
            {
                return finding with
                {
                    Status = FileStatus.TooLarge,
                    Reason = $"expected at most {options.MaxBytes} bytes, received {info.Length}",
                };
            }

            // A file of no length is not opened: it may be a pipe, and opening that waits for ever.
            data = info.Length == 0 ? [] : File.ReadAllBytes(info.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return finding with
            {
                Status = FileStatus.Unreadable,
                Reason = PhotoFile.IsUndecodable(Path.Combine(folder.Path, file.Path))
                    ? PhotoFile.UndecodableReason
                    : $"expected a file that can be read, received '{e.Message.TrimEnd('.')}'",
            };
        }

        return Decode(finding with { Bytes = data.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(data)) }, data);
    }

    private FileFinding Decode(FileFinding finding, byte[] data)
    {
        finding = finding with { Format = ImageDecoder.DetectFormat(data) };
        try
        {
            ImageInfo info = ImageDecoder.Identify(data);
            finding = finding with { Width = info.Width, Height = info.Height, Mode = info.Mode };
            Image image = DecodeGate.Decode(data, info, _decoding);
            return Judge(finding with { Width = image.Width, Height = image.Height, Brightness = Mean(image.Pixels) });
        }
        catch (ImageException e)
        {
            return finding with { Status = StatusOf(e.Fault), Offset = e.Offset, Reason = e.Reason };
        }
        catch (OutOfMemoryException)
        {
            return finding with
            {
                Status = FileStatus.TooLarge,
                Reason = $"expected memory for {finding.Width} x {finding.Height} pixels, received none from the system",
            };
        }
        catch (Exception e) when (e is SystemException and not OperationCanceledException)
        {
            // A fault of the decoder itself: one odd file must not end the inspection of all the others.
            return finding with
            {
                Status = FileStatus.Corrupt,
                Reason = $"expected a picture that can be decoded, received one that the decoder fails on ({e.GetType().Name}: {e.Message})",
            };
        }
    }

    private static FileFinding Judge(FileFinding finding) =>
        FileExtensions.FormatOf(finding.Path) == finding.Format
            ? finding
            : finding with
            {
                Status = FileStatus.WrongExtension,
                Reason = $"expected the extension {FileExtensions.Usual(finding.Format)}, received '{Path.GetExtension(finding.Path)}'",
            };

    private static double Mean(ReadOnlySpan<byte> samples)
    {
        // So many rounds of two bytes each fit 16 bits.
        const int Rounds = ushort.MaxValue / (2 * byte.MaxValue);
        ulong sum = 0;
        int done = 0;
        while (samples.Length - done >= Vector<byte>.Count)
        {
            Vector<ushort> sums = Vector<ushort>.Zero;
            for (int round = 0; round < Rounds && samples.Length - done >= Vector<byte>.Count; round++)
            {
                Vector.Widen(new Vector<byte>(samples[done..]), out Vector<ushort> lower, out Vector<ushort> upper);
                sums += lower + upper;
                done += Vector<byte>.Count;
            }

            Vector.Widen(sums, out Vector<uint> first, out Vector<uint> second);
            sum += Vector.Sum(first) + (ulong)Vector.Sum(second);
        }

        foreach (byte sample in samples[done..])
        {
            sum += sample;
        }

        return (double)sum / samples.Length;
    }

    private static FileStatus StatusOf(ImageFault fault) => fault switch
    {
        ImageFault.Empty => FileStatus.Empty,
        ImageFault.NotAnImage => FileStatus.NotAnImage,
        ImageFault.Truncated => FileStatus.Truncated,
        ImageFault.Corrupt => FileStatus.Corrupt,
        ImageFault.Unsupported => FileStatus.Unsupported,
        _ => FileStatus.TooLarge,
    };
}
