using CrackLab.Kernel.Hosting;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Hosting;

/// <summary>A server in this process with a front end.</summary>
internal sealed class RunningServer : IDisposable
{
    public RunningServer(KernelOptions? options = null)
    {
        Server = new KernelServer(new ConnectionFile("tcp", "127.0.0.1", 0, 0, 0, 0, 0, KernelClient.Key), () => Session, options ?? new KernelOptions());
        Server.Start();
        Client = Connect();
    }

    public FakeSession Session { get; } = new();

    public KernelServer Server { get; }

    public KernelClient Client { get; }

    public KernelClient Connect() => new([.. Server.Sockets.Select(socket => socket.EndPoint)]);

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
