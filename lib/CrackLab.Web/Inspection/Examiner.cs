using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Imaging;
using CrackLab.Imaging.Exif;
using CrackLab.Mapping;
using CrackLab.Prediction;
using CrackLab.Web.Inspection.Uploads;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web.Inspection;

/// <summary>Looks at photos in memory: one prediction and one map at a time, since an engine's session has one caller.</summary>
internal sealed class Examiner : IDisposable
{
    private const int Zoom = 3;
    private const long MaxScaledPixels = 400_000_000;
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(400);

    private readonly InspectionOptions _options;
    private readonly Classifier _classifier;
    private readonly PhotoMapper _mapper;
    private readonly SemaphoreSlim _predicting = new(1), _mapping = new(1);

    /// <summary>Makes an examiner of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="options">How it looks at photos.</param>
    /// <exception cref="ArgumentException">The model, or an option, does not fit.</exception>
    public Examiner(Sequential model, InspectionOptions options)
    {
        _options = options;
        _mapper = new PhotoMapper(model, new PhotoMapOptions { Window = options.Window, Class = options.Class, Threads = options.Threads });
        _classifier = new Classifier(model, new SimdEngine(options.Threads));
    }

    /// <summary>The model.</summary>
    public Sequential Model => _classifier.Model;

    /// <summary>Side in pixels of the square that the model sees as one picture, unless a request says otherwise.</summary>
    public int Window => _mapper.Window;

    /// <summary>Name of the class that is looked for.</summary>
    public string Class => _mapper.Class;

    /// <summary>Predicts a photo as it is, resized to the model's input.</summary>
    /// <exception cref="RequestFault">It cannot be decoded, is too large or takes too long.</exception>
    public Task<PredictedImage> PredictAsync(Upload upload, CancellationToken cancellationToken) => AloneAsync(
        _predicting,
        upload,
        stop =>
        {
            CheckSize(upload.Name, ImageDecoder.Identify(upload.File.Span));
            stop.ThrowIfCancellationRequested();
            return _classifier.Predict(new PhotoSource(upload.Name, upload.File));
        },
        cancellationToken);

    /// <summary>Maps a photo.</summary>
    /// <exception cref="RequestFault">It cannot be decoded, is too large or takes too long.</exception>
    public Task<PhotoMap> MapAsync(Upload upload, int? window, CancellationToken cancellationToken) => AloneAsync(
        _mapping,
        upload,
        stop =>
        {
            ImageInfo info = ImageDecoder.Identify(upload.File.Span);
            CheckSize(upload.Name, info);
            CheckScaledSize(upload.Name, info, window ?? Window);
            Image photo = ImageDecoder.Decode(upload.File.Span, DecodeOptions.Default with { MaxPixels = _options.MaxPixels });
            return _mapper.Map(photo, upload.Name, window ?? Window, stop) with { Metadata = PhotoMetadata.Read(upload.File.Span) };
        },
        cancellationToken);

    /// <summary>Frees the engine's memory, unless a photo is being looked at that does not stop at once: the process ends soon then.</summary>
    public void Dispose()
    {
        if (_predicting.Wait(Farewell))
            _classifier.Dispose();
        if (_mapping.Wait(Farewell))
            _mapper.Dispose();
    }

    private async Task<T> AloneAsync<T>(SemaphoreSlim place, Upload upload, Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        await place.WaitAsync(cancellationToken);
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.WorkTime);
        CancellationToken stop = patience.Token;
        Task<T> task = Task.Run(() => work(stop), CancellationToken.None);

        // Decoding cannot be stopped: the caller goes at once, the place is free when the work has ended.
        _ = task.ContinueWith(
            _ =>
            {
                patience.Dispose();
                place.Release();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        try
        {
            return await task.WaitAsync(stop);
        }
        catch (Exception error) when ((error as ImageException ?? error.InnerException as ImageException) is { } fault)
        {
            throw Undecodable(upload.Name, fault);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestFault(
                StatusCodes.Status503ServiceUnavailable,
                $"{upload.Name}: expected a photo that is looked at within {_options.WorkTime.TotalSeconds:0} seconds, received one that takes longer. Send it smaller, or with a larger window.");
        }
    }

    private void CheckSize(string name, ImageInfo info)
    {
        if ((long)info.Width * info.Height > _options.MaxPixels)
        {
            throw Undecodable(name, new ImageException(
                ImageFault.TooLarge, 0, $"expected at most {_options.MaxPixels} pixels, received {info.Width}x{info.Height}"));
        }
    }

    /// <summary>A small window makes the model see the photo enlarged, which must not take all memory.</summary>
    private void CheckScaledSize(string name, ImageInfo info, int window)
    {
        double scale = (double)Zoom * Model.InputShape.Width / window;
        if (info.Width * scale * info.Height * scale > MaxScaledPixels)
        {
            throw new RequestFault(
                StatusCodes.Status422UnprocessableEntity,
                FormattableString.Invariant($"{name}: expected a window of at least {Math.Sqrt((double)info.Width * info.Height / MaxScaledPixels) * Zoom * Model.InputShape.Width:0} pixels for a photo of {info.Width}x{info.Height}, received {window}. Choose a larger one, or send a smaller photo."));
        }
    }

    private static RequestFault Undecodable(string name, ImageException error)
    {
        string mend = error.Fault switch
        {
            ImageFault.Truncated or ImageFault.Empty => "Copy the file from the camera again",
            ImageFault.TooLarge => "Make it smaller",
            ImageFault.Corrupt => "Copy the file again, or save it anew as JPEG",
            _ => "Save the photo as JPEG or PNG",
        };
        int status = error.Fault == ImageFault.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
        string fault = error.Fault.ToString();
        return new RequestFault(status, $"{name}: {error.Message}. {mend}.")
        {
            Fault = char.ToLowerInvariant(fault[0]) + fault[1..],
            Offset = error.Offset,
        };
    }
}
