using System.Net;

namespace Gossamer.Mesh.Legacy;

/// <summary>Which peers are servers of the old system, and the bounds of what is believed of them.</summary>
public sealed class LegacyOptions
{
    /// <summary>
    /// The id of each such peer, which is the <c>peerId</c> that it must give, and the address from which alone it is believed. Each must
    /// be among <see cref="MeshOptions.Peers"/> as well, which says where it is reached, and be marked there as
    /// <see cref="MeshPeer.IsLegacy"/>.
    /// </summary>
    public IDictionary<NodeId, IPAddress> Peers { get; } = new Dictionary<NodeId, IPAddress>();

    /// <summary>How long a connection to an old server may take to be open. More than 0.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the users of an old server that has lost its connection to this one stay listed while it still answers on the other
    /// connection. Longer than its clients' reconnection delay, which is 5 s at most unless it says otherwise.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The most users that one old server may announce. At least 1.</summary>
    public int MaxUsersPerPeer { get; set; } = 1_000_000;
}
