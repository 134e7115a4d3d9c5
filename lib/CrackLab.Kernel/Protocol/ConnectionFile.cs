using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CrackLab.Kernel.Protocol;

/// <summary>The connection file: where the five sockets listen, and the key that signs messages.</summary>
/// <param name="Transport">tcp or ipc.</param>
/// <param name="Address">Address to listen at; for ipc the beginning of the sockets' paths.</param>
/// <param name="ShellPort">Port of the shell socket.</param>
/// <param name="ControlPort">Port of the control socket.</param>
/// <param name="StdinPort">Port of the stdin socket.</param>
/// <param name="IoPubPort">Port of the iopub socket.</param>
/// <param name="HeartbeatPort">Port of the heartbeat socket.</param>
/// <param name="Key">Key of the signatures; empty for none.</param>
internal sealed record ConnectionFile(
    string Transport, string Address, int ShellPort, int ControlPort, int StdinPort, int IoPubPort, int HeartbeatPort, byte[] Key)
{
    private const string Tcp = "tcp";
    private const string Ipc = "ipc";
    private const string Scheme = "hmac-sha256";

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="InvalidDataException">It is not one, or wants what there is not.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            JsonText.Check(bytes);
            using JsonDocument document = JsonDocument.Parse(bytes);
            ConnectionFile file = Of(document.RootElement);
            if (string.Equals(file.Transport, Ipc, StringComparison.Ordinal))
            {
                _ = file.At(IPEndPoint.MaxPort); // no system has longer paths for sockets than it says here
            }

            return file;
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException(
                $"{path}: expected a Jupyter connection file, received something else ({OneLine.Of(error.Message)}). Let a Jupyter front end start the kernel.", error);
        }
    }

    /// <summary>The place of a port.</summary>
    /// <exception cref="FormatException">The address is none.</exception>
    public EndPoint At(int port) => string.Equals(Transport, Ipc, StringComparison.Ordinal)
        ? new UnixDomainSocketEndPoint($"{Address}-{port}")
        : new IPEndPoint(string.Equals(Address, "*", StringComparison.Ordinal) ? IPAddress.Any : Resolve(Address), port);

    private static ConnectionFile Of(JsonElement root)
    {
        string transport = root.TryGetProperty("transport", out JsonElement stated) ? stated.GetString()! : Tcp;
        if (transport is not (Tcp or Ipc))
        {
            throw new FormatException($"expected the transport tcp or ipc, received '{transport}'");
        }

        string key = root.TryGetProperty("key", out JsonElement secret) ? secret.GetString() ?? "" : "";
        string scheme = root.TryGetProperty("signature_scheme", out JsonElement named) ? named.GetString() ?? "" : Scheme;
        if (key.Length > 0 && !string.Equals(scheme, Scheme, StringComparison.Ordinal))
        {
            throw new FormatException($"expected the signature scheme {Scheme}, received '{scheme}'");
        }

        return new(
            transport,
            root.GetProperty("ip").GetString() is { Length: > 0 } address ? address : throw new FormatException("expected an address in ip, received none"),
            Port(root, "shell_port"),
            Port(root, "control_port"),
            Port(root, "stdin_port"),
            Port(root, "iopub_port"),
            Port(root, "hb_port"),
            Encoding.UTF8.GetBytes(key));
    }

    private static int Port(JsonElement root, string name)
    {
        int port = root.GetProperty(name).GetInt32();
        return port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? port
            : throw new FormatException($"expected a port from 0 to 65535 in {name}, received {port}");
    }

    private static IPAddress Resolve(string address)
    {
        if (IPAddress.TryParse(address, out IPAddress? known))
        {
            return known;
        }

        try
        {
            return Dns.GetHostAddresses(address)[0];
        }
        catch (SocketException error)
        {
            throw new InvalidDataException($"connection file: expected an address in ip, received '{OneLine.Of(address)}'. {error.Message}", error);
        }
    }
}
