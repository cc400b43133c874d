namespace Gossamer.SocketIO;

/// <summary>The sockets of all servers that were asked for.</summary>
/// <param name="Sockets">Those of the servers that answered in time, this server's first.</param>
/// <param name="Missing">What the adapter calls the servers that did not answer.</param>
public sealed record FetchedSockets(IReadOnlyList<RemoteSocket> Sockets, IReadOnlyList<string> Missing)
{
    /// <summary>Whether all servers answered.</summary>
    public bool IsComplete => Missing.Count == 0;
}
