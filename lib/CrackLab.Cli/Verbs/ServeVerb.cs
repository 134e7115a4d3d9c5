using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using CrackLab.Web.Inspection;

namespace CrackLab.Cli.Verbs;

/// <summary>serve: the inspection page, for a browser on this machine.</summary>
internal static class ServeVerb
{
    private const int MostPort = 65535;
    private const int UsualSize = 50;
    private const int MostSize = 1000;
    private const int Megabyte = 1_000_000;

    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Serves the inspection page: drop photos, see where they are cracked. Also answers other programs.";

    public static Command Create(VerbContext context)
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = "A .safetensors file, or the folder of a run: its best model. The model that comes along if not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int?> port = VerbOptions.OptionalNumber("--port", "Port; a free one if not given.", 0, MostPort);
        var host = new Option<string?>("--host")
        {
            Description = "Address to listen at, for others on the network; this machine alone if not given. 0.0.0.0 is all of them.",
            HelpName = "ADDRESS",
        };
        host.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError($"--host: expected an IP address of this machine, received '{result.GetValueOrDefault<string>()}'. 0.0.0.0 is all of them.");
            }
        });
        Option<int> size = VerbOptions.Number("--max-size", "Largest photo in MB.", UsualSize, 1, MostSize);
        Option<int?> window = VerbOptions.OptionalNumber(
            "--window", "Side in pixels of the square that the model sees as one picture; that of its training pictures if not given.", 16, 4096);
        var label = new Option<string?>("--class") { Description = "Class to look for; the positive one of two if not given.", HelpName = "NAME" };
        Option<int?> threads = VerbOptions.Threads();
        var open = new Option<bool>("--open") { Description = "Open the page in the browser." };
        var command = new Command("serve", Description)
        {
            model, port, host, size, window, label, threads, open,
        };
        command.SetAction(result => Run(
            context,
            result.GetValue(model),
            new ServeOptions(
                result.GetValue(host),
                result.GetValue(port) ?? 0,
                result.GetValue(size) * Megabyte,
                result.GetValue(window),
                result.GetValue(label),
                result.GetValue(threads) ?? Environment.ProcessorCount,
                result.GetValue(open))));
        return command;
    }

    private static int Run(VerbContext context, string? model, ServeOptions options)
    {
        Serve(context, model ?? context.ShippedModel(), options);
        return Application.Done;
    }

    // A method of its own: ASP.NET Core is loaded when this one is called, and by no other verb.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Serve(VerbContext context, string model, ServeOptions options) =>
        ServeAsync(context, model, options).GetAwaiter().GetResult();

    private static async Task ServeAsync(VerbContext context, string model, ServeOptions options)
    {
        IPAddress host = options.Host is { } named ? IPAddress.Parse(named) : IPAddress.Loopback;
        await using InspectionServer server = await InspectionServer.StartAsync(
            model,
            new InspectionOptions
            {
                Address = host,
                Port = options.Port,
                MaxFileBytes = options.MaxFileBytes,
                Window = options.Window,
                Class = options.Class,
                Threads = options.Threads,
                OnFault = error => context.Output.Complain(ErrorLine.Of(error, context.Cancellation) ?? error.Message),
            },
            context.Cancellation);
        foreach (Uri address in server.Addresses)
        {
            context.Output.WriteLine(address.ToString());
        }

        if (!IPAddress.IsLoopback(host))
        {
            context.Output.Complain("Everyone on the network can use it: there is no password, and photos travel as they are.");
        }

        context.Output.Complain("Ctrl-C ends it.");
        if (options.Open)
        {
            Open(context, server.Addresses[0]);
        }

        await Task.Delay(Timeout.Infinite, context.Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Open(VerbContext context, Uri address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address.ToString()) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            context.Output.Complain($"--open: expected a browser to open, received none: {error.Message} Open the address yourself.");
        }
    }
}
