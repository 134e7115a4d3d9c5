using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Installation;
using CrackLab.Kernel.Tests.Hosting;

namespace CrackLab.Kernel.Tests.Wire;

/// <summary>A kernel in a process of its own, as a front end starts it, and that front end.</summary>
internal sealed class KernelProcess : IDisposable
{
    private static readonly TimeSpan Launch = TimeSpan.FromSeconds(30);
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"kernel-{Guid.NewGuid():N}.json");
    private readonly int[] _ports;

    public KernelProcess(params (string Name, string Value)[] environment)
    {
        _ports = FreePorts();
        File.WriteAllText(_file, new JsonObject
        {
            ["shell_port"] = _ports[0],
            ["control_port"] = _ports[1],
            ["stdin_port"] = _ports[2],
            ["iopub_port"] = _ports[3],
            ["hb_port"] = _ports[4],
            ["ip"] = "127.0.0.1",
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = System.Text.Encoding.UTF8.GetString(KernelClient.Key),
        }.ToJsonString());
        var start = new ProcessStartInfo(DotnetHost.Executable, [Path.Combine(KernelFiles.Folder, KernelFiles.Assembly), _file])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process = Process.Start(start)!;
        Process.ErrorDataReceived += (_, _) => { };
        Process.BeginErrorReadLine();
        Client = Connect();
    }

    public Process Process { get; }

    public KernelClient Client { get; }

    public IReadOnlyList<EndPoint> EndPoints => [.. _ports.Select(port => new IPEndPoint(IPAddress.Loopback, port))];

    /// <summary>Connects one more front end, as soon as the kernel listens.</summary>
    public KernelClient Connect()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new KernelClient(EndPoints);
            }
            catch (SocketException) when (watch.Elapsed < Launch && !Process.HasExited)
            {
                Thread.Sleep(10);
            }
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.Dispose();
        File.Delete(_file);
    }

    private static int[] FreePorts()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }
}
