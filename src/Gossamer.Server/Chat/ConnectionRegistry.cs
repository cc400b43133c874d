using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Who is connected to this server, and the last step of every message: into the outboxes. Readers take no lock; a user's connections
/// are an immutable array that joins and leaves replace.
/// </summary>
internal sealed class ConnectionRegistry(ChatOptions options, TimeProvider time, ChatCounters counters, ProcessPauseDetector pauses)
    : ILocalDelivery
{
    private readonly ConcurrentDictionary<UserName, ImmutableArray<IConnection>> _connections = new();

    /// <summary>Who takes what other servers say to this one.</summary>
    public NodeMessageHandler? NodeMessages { get; set; }

    /// <summary>Users with at least one connection here.</summary>
    public int Count => _connections.Count;

    /// <summary>False, and nothing changed, when the user has <paramref name="limit"/> connections already.</summary>
    public bool TryAdd(UserName user, IConnection connection, int limit)
    {
        while (true)
        {
            if (!_connections.TryGetValue(user, out var before))
            {
                if (_connections.TryAdd(user, [connection]))
                    return true;
            }
            else if (before.Length >= limit)
                return false;
            else if (_connections.TryUpdate(user, before.Add(connection), before))
                return true;
        }
    }

    public void Remove(UserName user, IConnection connection)
    {
        while (_connections.TryGetValue(user, out var before))
        {
            var after = before.Remove(connection);
            var isDone = after.IsEmpty
                ? _connections.TryRemove(KeyValuePair.Create(user, before))
                : _connections.TryUpdate(user, after, before);
            if (isDone)
                return;
        }
    }

    public ImmutableArray<IConnection> ConnectionsOf(UserName user) => _connections.GetValueOrDefault(user, []);

    /// <inheritdoc/>
    public bool OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload) => NodeMessages?.Invoke(from, payload) == true;

    /// <inheritdoc/>
    public int Deliver(Envelope message)
    {
        var packet = EncodedPacket.FromFrame(message.Frame, Offset.Of(message.Frame.Span));
        MessageKey? key = message.MayRepeat ? MessageKey.Of(message.From, message.Id) : null;
        var at = InstantMessageFrame.AtOf(packet.Frame.Span);
        var delivery = new Delivery(
            packet, key, IsOverdue: at is { } taken && IsOverdue(taken), IsDoubtful: at is { } sent && pauses.Covers(sent));
        var delivered = Send(message.To, delivery);
        var own = message.From != message.To ? Send(message.From, delivery) : 0;
        counters.HandedOver(Math.Max(0, delivered) + Math.Max(0, own));
        return delivered;
    }

    /// <summary>Its sender waits no more.</summary>
    private bool IsOverdue(long at) => time.GetUtcNow().ToUnixTimeMilliseconds() - at > options.MaxAgeForAbsent.TotalMilliseconds;

    private int Send(UserName user, Delivery delivery)
    {
        if (!_connections.TryGetValue(user, out var connections))
            return 0;
        int sent = 0, doubtful = 0;
        foreach (var connection in connections)
        {
            var isAway = connection.IsAwaitingReconnect;
            // A client that was away while this server stood still, or as another did that was given its session, has most likely gone on
            // elsewhere.
            var isDoubtful = delivery.IsDoubtful
                || (isAway && (delivery.IsOverdue || connection.MayBeElsewhere || pauses.IsWithin(connection.DisconnectedFor)));
            var isLate = isDoubtful || delivery.IsOverdue;
            if (isLate)
                connection.NoteLate(delivery.Packet, delivery.Key);
            if (!delivery.GiveTo(connection, isLate))
                continue;
            if (isDoubtful)
                doubtful++;
            else
                sent++;
        }

        return sent == 0 && doubtful > 0 ? ILocalDelivery.Refused : sent;
    }

    /// <summary>A message on its way into outboxes.</summary>
    /// <param name="Packet">Its frame.</param>
    /// <param name="Key">When its sender may repeat it.</param>
    /// <param name="IsOverdue">Its sender has been told that it was not delivered.</param>
    /// <param name="IsDoubtful">
    /// It was sent while this server stood still, or as it woke: which of its connections still live it does not know, and clients that are
    /// elsewhere by now have had what was sent later. Its sender is told that it may not have come.
    /// </param>
    private readonly record struct Delivery(EncodedPacket Packet, MessageKey? Key, bool IsOverdue, bool IsDoubtful)
    {
        public bool GiveTo(IConnection connection, bool isLate) =>
            Key is { } key ? connection.SendOnce(Packet, key, isLate) : connection.Send(Packet);
    }
}
