using System.Net;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Legacy;

/// <summary>
/// A connection that an old server may have opened: with its first <c>update_peer</c> that is believed it is that server's, and its
/// <c>im</c> are messages that it forwards. These are delivered here, to recipient and sender, and go no further.
/// </summary>
internal sealed class LegacyServerConnection(
    IPAddress? address, LegacyPeers peers, MeshNode node, ChatOptions options, TimeProvider time,
        ILogger<LegacyServerConnections> logger) : IServerConnection
{
    private readonly Lock _gate = new(); // the end comes from the transport and may meet an event under way
    private NodeId? _server;
    private bool _isEnded;
    private bool _isRefused;

    /// <summary>Handles <c>update_peer</c>.</summary>
    public void OnUpdatePeer(ref Utf8JsonReader arguments)
    {
        lock (_gate)
        {
            if (_isEnded || _isRefused)
                return;
            _server = peers.OnUpdatePeer(this, address, _server, ref arguments);
            _isRefused = _server is null; // told once: a client must not be able to fill the log
        }
    }

    /// <summary>Takes an <c>im</c> if it is an old server's; false, and nothing read, if it is a client's.</summary>
    public bool TryTake(ref Utf8JsonReader arguments)
    {
        NodeId server;
        lock (_gate)
        {
            if (_server is not { } believed)
                return false;
            server = believed;
        }

        var fields = InstantMessageFields.Read(ref arguments);
        if (InstantMessage.ReadForwarded(fields, options, out var message) is { } refusal)
            logger.ForwardRefused(server, refusal.Message);
        else
            Deliver(server, message);
        return true;
    }

    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            if (_server is { } server)
                peers.Lost(this, server);
            _server = null;
        }
    }

    private void Deliver(NodeId server, in InstantMessage message)
    {
        var now = time.GetUtcNow();
        var id = message.Id ?? MessageIds.Create(now);
        var at = now.ToUnixTimeMilliseconds();
        var frame = InstantMessageFrame.Write(message, id, at);
        var delivered = node.DeliverHere(new Envelope(id, message.From, message.To, frame) { At = at });
        logger.DeliveredFromLegacyServer(id, server, message.To, delivered);
    }
}
