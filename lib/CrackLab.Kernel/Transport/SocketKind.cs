namespace CrackLab.Kernel.Transport;

/// <summary>What a socket does with messages.</summary>
internal enum SocketKind
{
    /// <summary>Asks and is answered, one question at a time.</summary>
    Req,

    /// <summary>Answers one question at a time.</summary>
    Rep,

    /// <summary>Asks whenever it likes.</summary>
    Dealer,

    /// <summary>Answers whom it likes, by identity.</summary>
    Router,

    /// <summary>Sends to whoever has subscribed.</summary>
    Pub,

    /// <summary>Receives what it has subscribed to.</summary>
    Sub,

    /// <summary>Sends to whoever has subscribed, and sees who does.</summary>
    XPub,

    /// <summary>Receives what it has subscribed to, and passes subscriptions on.</summary>
    XSub,
}
