using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Who is connected to this server, and the last step of every message: into the outboxes. Readers take no lock; a user's connections
/// are an immutable array that joins and leaves replace.
/// </summary>
internal sealed class LocalUsers(ChatOptions options, TimeProvider time, ChatCounters counters, Standstill standstill) : ILocalDelivery
{
    private readonly ConcurrentDictionary<UserName, ImmutableArray<IConnection>> _connections = new();

    /// <summary>Who takes what other servers say to this one.</summary>
    public NoteHandler? Notes { get; set; }

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
    public bool Hear(NodeId from, ReadOnlySpan<byte> note) => Notes?.Invoke(from, note) == true;

    /// <inheritdoc/>
    public int Deliver(Envelope message)
    {
        var packet = EncodedPacket.FromFrame(message.Frame, Offset.Of(message.Frame.Span));
        MessageKey? key = message.MayRepeat ? MessageKey.Of(message.From, message.Id) : null;
        var isOverdue = IsOverdue(packet.Frame.Span);
        var delivered = Send(message.To, packet, key, isOverdue);
        var own = message.From != message.To ? Send(message.From, packet, key, isOverdue) : 0;
        counters.HandedOver(Math.Max(0, delivered) + Math.Max(0, own));
        return delivered;
    }

    /// <summary>
    /// It stood in a server or a link that stood still: its sender was told that it was not delivered, or the client is at another server by now
    /// and has had what was sent later.
    /// </summary>
    private bool IsLate(ReadOnlySpan<byte> frame) => InstantMessageFrame.AtOf(frame) is { } at && standstill.Covers(at);

    /// <summary>Its sender waits no more.</summary>
    private bool IsOverdue(ReadOnlySpan<byte> frame) => InstantMessageFrame.AtOf(frame) is { } at
        && time.GetUtcNow().ToUnixTimeMilliseconds() - at > options.MaxAgeForAbsent.TotalMilliseconds;

    private int Send(UserName user, EncodedPacket packet, MessageKey? key, bool isOverdue)
    {
        if (!_connections.TryGetValue(user, out var connections))
            return 0;
        int sent = 0, absent = 0;
        foreach (var connection in connections)
        {
            if (isOverdue)
                connection.NoteLate(packet);
            if (connection.IsAway && (isOverdue || IsLate(packet.Frame.Span)) && !IsAnyJoining(connections))
                absent++;
            else
                sent += (key is { } repeated ? connection.SendOnce(packet, repeated) : connection.Send(packet)) ? 1 : 0;
        }

        return sent == 0 && absent > 0 ? ILocalDelivery.Refused : sent;
    }

    /// <summary>
    /// The client may be back here, on a connection that is told what the one that is away has had: what that one is not given would come to
    /// this one directly, after what is told.
    /// </summary>
    private static bool IsAnyJoining(ImmutableArray<IConnection> connections)
    {
        foreach (var connection in connections)
            if (connection.IsJoining)
                return true;
        return false;
    }
}
