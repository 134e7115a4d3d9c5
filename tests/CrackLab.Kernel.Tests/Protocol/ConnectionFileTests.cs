using System.Net;
using System.Net.Sockets;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Protocol;

public sealed class ConnectionFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_AsJupyterWritesIt_TellsPortsAndKey()
    {
        ConnectionFile file = Read("""
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
             "key": "secret", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "x"}
            """);

        Assert.Equal((1, 2, 3, 4, 5), (file.ShellPort, file.IoPubPort, file.StdinPort, file.ControlPort, file.HeartbeatPort));
        Assert.Equal("secret"u8.ToArray(), file.Key);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 1), file.At(file.ShellPort));
    }

    [Fact]
    public void At_Ipc_IsAUnixDomainSocket()
    {
        ConnectionFile file = Read("""
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "sockets/k", "transport": "ipc", "key": ""}
            """);

        Assert.Equal(new UnixDomainSocketEndPoint("sockets/k-2"), file.At(file.IoPubPort));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"shell_port": 1}""")]
    [InlineData("""{"shell_port": "x", "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1"}""")]
    [InlineData("""{"shell_port": 99999, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1"}""")]
    [InlineData("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "transport": "udp"}""")]
    [InlineData("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "key": "k", "signature_scheme": "md5"}""")]
    [InlineData("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": null}""")]
    [InlineData("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "", "transport": "ipc"}""")]
    [InlineData("""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "\ud800", "transport": "ipc"}""")]
    public void Read_SomethingElse_NamesTheFile(string json)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(json));

        Assert.StartsWith($"{_path}: expected a Jupyter connection file, received ", error.Message);
    }

    [Fact]
    public void Read_PathLongerThanSocketsHave_NamesTheFile() => Read_SomethingElse_NamesTheFile(
        $$"""{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "{{new string('p', 500)}}", "transport": "ipc"}""");

    private ConnectionFile Read(string json)
    {
        File.WriteAllText(_path, json);
        return ConnectionFile.Read(_path);
    }
}
