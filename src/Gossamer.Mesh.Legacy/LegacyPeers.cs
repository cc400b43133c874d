using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// The servers of the old system among the peers, and what they say on the connections that they open to this server's clients' port.
/// The application hands every <c>update_peer</c> of any connection to <see cref="OnUpdatePeer"/>, and tells when one has ended that was
/// believed.
/// </summary>
public sealed class LegacyPeers
{
    private readonly FrozenDictionary<NodeId, LegacyPeer> _peers;
    private readonly IDictionary<NodeId, IPAddress> _addresses;
    private readonly ILogger<LegacyPeers> _log;

    /// <summary>Made by the service container; see <c>AddLegacy</c>.</summary>
    public LegacyPeers(IOptions<LegacyOptions> options, IOptions<MeshOptions> mesh, TimeProvider time, ILogger<LegacyPeers> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(mesh);
        _log = log;
        _addresses = options.Value.Peers;
        _peers = _addresses.Keys.ToFrozenDictionary(static id => id, id => new LegacyPeer(id, mesh.Value.Id, options.Value, time, log));
    }

    /// <summary>Whether one of these servers is configured to be at that address.</summary>
    /// <param name="address">The remote address of a connection.</param>
    public bool Knows(IPAddress? address) =>
        address is not null && _addresses.Values.Any(known => Plain(known).Equals(Plain(address)));

    /// <summary>Takes an <c>update_peer</c>, if it comes from where that server is configured to be.</summary>
    /// <param name="connection">The connection, as something that is equal to itself alone.</param>
    /// <param name="address">Its remote address, of the connection itself: headers can be forged.</param>
    /// <param name="believed">Which server it was believed to be before; a connection stays one server's.</param>
    /// <param name="arguments">The event's arguments; stands just before the first.</param>
    /// <returns>Which server the connection is now believed to be, or nothing.</returns>
    public NodeId? OnUpdatePeer(object connection, IPAddress? address, NodeId? believed, ref Utf8JsonReader arguments)
    {
        // Nothing is read of what comes from elsewhere, and no id is told that is not in the configuration: anybody can send them.
        if (!Knows(address))
            return Refuse(address, believed, "no old server is there");
        if (!UpdatePeer.TryRead(ref arguments, out var update))
            return Refuse(address, believed, "it is not {peerId, list} or {peerId, user}");
        if (!_peers.TryGetValue(update.Peer, out var peer))
            return Refuse(address, believed, "no old server has the id that it names");
        if (!Plain(_addresses[update.Peer]).Equals(Plain(address!)))
            return Refuse(address, believed, $"'{update.Peer}' is at {_addresses[update.Peer]}");
        if (believed is { } other && other != update.Peer)
            return Refuse(address, believed, $"this connection is that of '{other}'");

        if (believed is null)
            _log.Speaks(update.Peer, address);
        peer.OnUpdatePeer(connection, update);
        return update.Peer;
    }

    /// <summary>A believed connection has ended.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="believed">Which server it was believed to be.</param>
    public void Lost(object connection, NodeId believed) => Find(believed)?.Lost(connection);

    internal LegacyPeer? Find(NodeId id) => _peers.GetValueOrDefault(id);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private NodeId? Refuse(IPAddress? address, NodeId? believed, string why)
    {
        _log.NotBelieved(address, why);
        return believed;
    }
}
