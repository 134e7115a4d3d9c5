namespace CrackLab.Kernel.Transport;

/// <summary>Names of socket kinds on the wire, and which may talk to which.</summary>
internal static class SocketKinds
{
    /// <summary>The name that READY carries.</summary>
    public static string WireName(SocketKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">The name that READY carried.</param>
    public static SocketKind? Find(string name)
    {
        foreach (SocketKind kind in Enum.GetValues<SocketKind>())
        {
            if (string.Equals(WireName(kind), name, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether two sockets may be connected.</summary>
    public static bool Fit(SocketKind one, SocketKind other) => one switch
    {
        SocketKind.Req => other is SocketKind.Rep or SocketKind.Router,
        SocketKind.Rep => other is SocketKind.Req or SocketKind.Dealer,
        SocketKind.Dealer => other is SocketKind.Rep or SocketKind.Dealer or SocketKind.Router,
        SocketKind.Router => other is SocketKind.Req or SocketKind.Dealer or SocketKind.Router,
        SocketKind.Pub or SocketKind.XPub => other is SocketKind.Sub or SocketKind.XSub,
        _ => other is SocketKind.Pub or SocketKind.XPub,
    };
}
