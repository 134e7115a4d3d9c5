using System.Buffers.Binary;
using System.Globalization;
using CrackLab.Engine.Serialization;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tracking;

/// <summary>Appends scalars to a TensorBoard event file, as TensorFlow 2 does.</summary>
/// <remarks>Nothing is buffered: TensorBoard can follow, and a killed run loses nothing.</remarks>
public sealed class EventFileWriter : IDisposable
{
    private const int NamesToTry = 1000;

    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    /// <summary>Starts a new file named events.out.tfevents.&lt;seconds&gt;.cracklab.&lt;n&gt;.v2.</summary>
    /// <param name="folder">Folder to write to; made where it is missing.</param>
    /// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public EventFileWriter(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _time = time ?? TimeProvider.System;
        try
        {
            Directory.CreateDirectory(folder);
            _stream = CreateFile(folder, _time.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(folder, e);
        }
        Append(new EventRecord { FileVersion = EventFileReader.Version });
    }

    /// <summary>Path of the file.</summary>
    public string Path => _stream.Name;

    /// <summary>Appends one scalar.</summary>
    /// <param name="tag">Name of the curve, for example "epoch_loss".</param>
    /// <param name="step">Place on the curve; Keras counts epochs from 0.</param>
    /// <param name="value">The value; stored as a 32-bit float.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteScalar(string tag, long step, double value)
    {
        float single = (float)value;
        SummaryValue summary = new()
        {
            Tag = tag,
            Tensor = new TensorValue
            {
                Dtype = TensorType.Float,
                Shape = new TensorShape(),
                Content = ByteString.CopyFrom(LittleEndian(single)),
            },
            Metadata = new SummaryMetadata { PluginData = new PluginData { PluginName = "scalars" } },
        };
        Append(new EventRecord { Step = step, Summary = new SummaryRecord { Values = { summary } } });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static FileStream CreateFile(string folder, long seconds)
    {
        for (int number = 0; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds}.cracklab.{number}.v2");
            string path = System.IO.Path.Combine(folder, name);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path) && number < NamesToTry)
            {
                // Two runs in one second: take the next number.
            }
        }
    }

    private static byte[] LittleEndian(float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    private void Append(EventRecord record)
    {
        record.WallTime = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        try
        {
            _stream.Write(RecordFraming.Frame(record.ToByteArray()));
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(Path, e);
        }
    }
}
