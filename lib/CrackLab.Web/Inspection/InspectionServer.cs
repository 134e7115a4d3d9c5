using CrackLab.Engine;
using CrackLab.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CrackLab.Web.Inspection;

/// <summary>Serves the inspection page: photos go in, labels, probabilities, maps and regions come out. It also answers other programs.</summary>
/// <remarks>
/// "/" is the page, "/api/predict" and "/api/heatmap" take photos, "/healthz" tells how the server is, "/openapi.json"
/// describes it all. Photos stay in memory while they are looked at; nothing is written anywhere.
/// </remarks>
public sealed class InspectionServer : IAsyncDisposable
{
    private const int MaxConnections = 4000;
    private const double LeastBytesPerSecond = 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;
    private readonly Examiner _examiner;
    private readonly WaitingRoom _room;
    private readonly CancellationTokenSource _stop;

    private InspectionServer(WebApplication application, Examiner examiner, WaitingRoom room, CancellationTokenSource stop, Uri address) =>
        (_application, _examiner, _room, _stop, Addresses) = (application, examiner, room, stop, LocalAddresses.Of(address));

    /// <summary>Where the page is, such as http://127.0.0.1:5000/.</summary>
    public Uri Address => Addresses[0];

    /// <summary>All addresses of the page: several where the server listens at every address of the machine.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Starts a server with the model of a file or a run.</summary>
    /// <param name="runOrModelPath">A model file, or the folder of a run.</param>
    /// <param name="options">How; <see langword="null"/> for the usual way.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">There is no such model, or the port is taken.</exception>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    /// <exception cref="ArgumentException">The model does not say how large its training pictures were and no window is given, or has no such class.</exception>
    public static Task<InspectionServer> StartAsync(
        string runOrModelPath, InspectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new InspectionOptions();
        Sequential model = Sequential.Load(ModelLocator.Find(runOrModelPath));
        return StartAsync(model, options with { ModelName = options.ModelName ?? NameOf(runOrModelPath, model) }, cancellationToken);
    }

    /// <summary>Starts a server with a model.</summary>
    /// <param name="model">A trained model with a square RGB input and class names.</param>
    /// <param name="options">How; <see langword="null"/> for the usual way.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">The model does not say how large its training pictures were and no window is given, or has no such class.</exception>
    public static async Task<InspectionServer> StartAsync(
        Sequential model, InspectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new InspectionOptions();
        Examiner examiner = new(model, options);
        WaitingRoom room = new(options);
        CancellationTokenSource stop = new();
        InspectionRoutes routes = new(examiner, room, options, stop.Token);
        WebApplication application = PageServer.Build(options.Address, options.Port, PageFiles.ContentSecurityPolicy, Limit);
        application.Run(routes.AnswerAsync);
        try
        {
            Uri address = await PageServer.StartAsync(application, options.Address, options.Port, cancellationToken);
            return new InspectionServer(application, examiner, room, stop, address);
        }
        catch
        {
            examiner.Dispose();
            room.Dispose();
            stop.Dispose();
            throw;
        }
    }

    /// <summary>Stops answering, within about a second: what is being looked at is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _examiner.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    /// <summary>The name of the folder or the file; that of its run where the file is called as in every run.</summary>
    private static string NameOf(string runOrModelPath, Sequential model)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(runOrModelPath)));
        string stem = name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name;
        return stem is "model" or "best" or "last" ? model.Metadata.RunId ?? stem : stem;
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, Grace);
        limits.MinResponseDataRate = new MinDataRate(LeastBytesPerSecond, Grace);
        limits.RequestHeadersTimeout = Grace;
    }
}
