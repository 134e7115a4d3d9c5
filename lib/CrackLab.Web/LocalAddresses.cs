using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace CrackLab.Web;

/// <summary>The addresses by which a server of this machine is reached.</summary>
internal static class LocalAddresses
{
    /// <summary>The address itself; where it stands for all of the machine's, each of those, the loopback one first.</summary>
    /// <param name="address">Where a server listens.</param>
    public static IReadOnlyList<Uri> Of(Uri address)
    {
        if (!IPAddress.TryParse(address.Host, out IPAddress? listening) || !(listening.Equals(IPAddress.Any) || listening.Equals(IPAddress.IPv6Any)))
            return [address];
        IEnumerable<IPAddress> outer = NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .Where(one => one.AddressFamily == AddressFamily.InterNetwork);
        return [.. outer.Prepend(IPAddress.Loopback).Select(one => new UriBuilder(address) { Host = one.ToString() }.Uri)];
    }
}
