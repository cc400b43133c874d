namespace Gossamer.SocketIO.Mesh;

/// <summary>How the servers of a mesh ask each other about their sockets.</summary>
public sealed class MeshRoomsOptions
{
    /// <summary>How long a request waits for the answers of other servers. Default 5 s, as in Socket.IO; from 1 ms to 10 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client that comes back waits for each step of fetching its session; at most <see cref="RequestTimeout"/>.
    /// </summary>
    internal TimeSpan SessionWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many requests of a kind may wait for answers at once; beyond, all other servers count as missing. Default 1,000; at least 1.
    /// </summary>
    public int MaxRequests { get; set; } = 1_000;
}
