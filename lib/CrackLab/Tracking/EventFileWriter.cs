using System.Globalization;
using System.Text.Json.Nodes;
using CrackLab.Engine;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging;
using CrackLab.Tracking.Events;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tracking;

/// <summary>Appends to a TensorBoard event file, as TensorFlow 2 does.</summary>
/// <remarks>Nothing is buffered: TensorBoard can follow, and a killed run loses nothing.</remarks>
public sealed class EventFileWriter : IDisposable
{
    /// <summary>What the first record of every event file says.</summary>
    private const string Version = "brain.Event:2";

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
            DiskOrder.CreateFolder(folder);
            _stream = CreateFile(folder, _time.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(folder, e);
        }
        Append(new EventRecord { FileVersion = Version });
    }

    /// <summary>Path of the file.</summary>
    public string Path => _stream.Name;

    /// <summary>Appends one scalar.</summary>
    /// <param name="tag">Name of the curve, for example "epoch_loss".</param>
    /// <param name="step">Place on the curve; Keras counts epochs from 0.</param>
    /// <param name="value">The value; stored as a 32-bit float.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteScalar(string tag, long step, double value) => Write(Summaries.Scalar(tag, value), step);

    /// <summary>Appends a histogram.</summary>
    /// <param name="tag">What is counted, for example "weights/conv2d/kernel".</param>
    /// <param name="step">When.</param>
    /// <param name="histogram">The counts.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteHistogram(string tag, long step, Histogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Write(Summaries.OfHistogram(tag, histogram), step);
    }

    /// <summary>Appends pictures that belong together, as PNG files.</summary>
    /// <param name="tag">What they show.</param>
    /// <param name="step">When.</param>
    /// <param name="images">At least one; all of one size.</param>
    /// <exception cref="ArgumentException">There are no pictures, or their sizes differ.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteImages(string tag, long step, params IReadOnlyList<Image> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Select(image => (image.Width, image.Height)).Distinct().Count() != 1)
        {
            throw new ArgumentException(
                $"Event file: expected pictures of one size for '{tag}', received {string.Join(", ", images.Select(image => $"{image.Width}x{image.Height}").Distinct(StringComparer.Ordinal).DefaultIfEmpty("none"))}. Resize them.",
                nameof(images));
        }

        Write(Summaries.Images(tag, images), step);
    }

    /// <summary>Appends text.</summary>
    /// <param name="tag">What it is about.</param>
    /// <param name="step">When.</param>
    /// <param name="markdown">The text; TensorBoard shows it as markdown.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteText(string tag, long step, string markdown) => Write(Summaries.Markdown(tag, markdown), step);

    /// <summary>Appends a precision-recall curve.</summary>
    /// <param name="tag">What it is of.</param>
    /// <param name="step">When.</param>
    /// <param name="counts">Counts at thresholds evenly from 0 to 1, lowest first, as <see cref="ThresholdCounts.Count"/> gives them.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WritePrecisionRecall(string tag, long step, IReadOnlyList<ThresholdCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Write(Summaries.PrecisionRecall(tag, counts), step);
    }

    /// <summary>Appends which settings there are and which curves runs are compared by.</summary>
    /// <param name="settings">Numbers, texts and truths by name; only their names and types count.</param>
    /// <param name="metrics">The curves: the folder of their files below this one, and their tag.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <remarks>TensorBoard looks for this, and for the beginning and the end, in the folder of the session itself.</remarks>
    public void WriteExperiment(JsonObject settings, IEnumerable<(string Group, string Tag)> metrics) =>
        Write(Summaries.HyperParameters(HyperParametersCodec.Experiment(settings, metrics, _time.GetUtcNow())), step: 0);

    /// <summary>Appends the settings that training begins with.</summary>
    /// <param name="settings">Numbers, texts and truths by name.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteSessionStart(JsonObject settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Write(Summaries.HyperParameters(HyperParametersCodec.Start(settings, _time.GetUtcNow())), step: 0);
    }

    /// <summary>Appends how training ended; the first that a folder holds is the one that counts.</summary>
    /// <param name="status">Finished or Failed.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteSessionEnd(RunStatus status) =>
        Write(Summaries.HyperParameters(HyperParametersCodec.End(status, _time.GetUtcNow())), step: 0);

    /// <summary>Appends a model's graph: a box for each layer.</summary>
    /// <param name="model">A built model.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void WriteGraph(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Append(new EventRecord { Graph = GraphCodec.Encode(model).ToByteString() });
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

    internal void Write(SummaryValue value, long step) =>
        Append(new EventRecord { Step = step, Summary = new SummaryRecord { Values = { value } } });

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
