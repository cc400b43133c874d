namespace Gossamer.SocketIO;

/// <summary>
/// Connection state recovery (as in Socket.IO 4.6): a protocol 5 client that comes back within the window keeps its id, rooms and
/// data, and gets the events that it missed. All bounds are of one socket unless said otherwise.
/// </summary>
public sealed class RecoveryOptions
{
    /// <summary>How long a client may be away. Default 2 minutes; 1 s to 1 hour.</summary>
    public TimeSpan MaxDisconnection { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many events are kept for one socket, delivered or not, those at most that were sent within <see cref="MaxDisconnection"/> and
    /// the time that a dead connection may go unnoticed (<see cref="SocketIOOptions.PingInterval"/> and
    /// <see cref="SocketIOOptions.PingTimeout"/>). A client whose last event is no longer among them, nor the one before them, starts anew.
    /// Default 1,000.
    /// </summary>
    public int MaxPackets { get; set; } = 1_000;

    /// <summary>How many bytes of events are kept for one socket. Default 1 MiB.</summary>
    public long MaxBytes { get; set; } = 1024 * 1024;

    /// <summary>How many sockets, in all, may wait for their clients; further ones are let go at once. Default 10,000.</summary>
    public int MaxWaiting { get; set; } = 10_000;

    /// <summary>
    /// Whether a recovered socket passes the namespace's checks (<see cref="Namespace.Use"/>) again. Default true. Without them a recovered
    /// socket has the user of the request that came back, not one that a check had set.
    /// </summary>
    public bool RunMiddleware { get; set; } = true;
}
