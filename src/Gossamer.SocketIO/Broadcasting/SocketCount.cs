namespace Gossamer.SocketIO;

/// <summary>How many sockets are meant.</summary>
/// <param name="Sockets">Those of all servers that answered, this one among them.</param>
/// <param name="Missing">What the adapter calls the servers that did not answer in time.</param>
public sealed record SocketCount(int Sockets, IReadOnlyList<string> Missing)
{
    /// <summary>Whether all servers answered.</summary>
    public bool IsComplete => Missing.Count == 0;
}
