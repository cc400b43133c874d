namespace Gossamer.Mesh;

/// <summary>
/// Says which servers there are, now: a file that is read again, DNS, a broker. Registered as a service, any number of them: the mesh's
/// peers are all that the sources name, and those of <see cref="MeshOptions.Peers"/> until every source has named its own.
/// <see cref="MeshNode.SetPeers"/> has what becomes of servers that come and go.
/// </summary>
public interface IMembership
{
    /// <summary>
    /// The servers, all of them each time: first as soon as they are known, then whenever they have changed. What keeps a source from
    /// knowing, for a while, it tells the log, and says nothing: no server leaves for that.
    /// </summary>
    /// <param name="ct">Ends the watching.</param>
    IAsyncEnumerable<IReadOnlyList<MeshPeer>> WatchAsync(CancellationToken ct);
}
