using Google.Protobuf;
using Gossamer.Mesh.Wire.RoomMessages;

namespace Gossamer.Mesh;

/// <summary>
/// What servers say to each other about rooms: node messages, so that they keep their order with the messages of their link. Incoming ones
/// are handled under the peer's lock.
/// </summary>
internal sealed class RoomChannel(MeshMessages messages, MeshContext context)
{
    internal const string Name = "rooms";

    private static readonly MessageParser<RoomsMessage> Parser = RoomsMessage.Parser;

    internal static ReadOnlyMemory<byte> Write(RoomMessage message) =>
        new RoomsMessage { Published = PublishedCodec.Encode(message) }.ToByteArray();

    /// <summary>What is passed on for sessions that have moved; see <see cref="MovedMember"/>.</summary>
    internal static ReadOnlyMemory<byte> Write(RoomMessage message, IEnumerable<SessionKey> moved, uint moves)
    {
        var published = PublishedCodec.Encode(message);
        published.Moved.AddRange(RecoveryCodec.Encode(moved));
        published.Moves = moves;
        return new RoomsMessage { Published = published }.ToByteArray();
    }

    /// <param name="peer">Where to.</param>
    /// <param name="payload">What is sent.</param>
    /// <param name="pending">To be told that it arrived.</param>
    /// <param name="number">That of the message that the peer lacks if it does not; 0: none is lacking.</param>
    /// <param name="trace">The trace that it belongs to.</param>
    /// <param name="protocol">The version of the protocol that has it (<see cref="Envelope.Protocol"/>).</param>
    internal void Send(
        NodeId peer, ReadOnlyMemory<byte> payload, PendingDelivery pending, ulong number = 0, Wire.TraceContext? trace = null,
        uint protocol = MeshProtocol.Oldest)
    {
        if (!context.Speaks(peer, MeshProtocol.Signals) && IsSignal(payload))
        {
            pending.Delivered(0);
            return;
        }

        var envelope = Envelope.ToNode(Name, payload) with { Protocol = protocol };
        envelope.Trace = trace;
        envelope.Stamp = envelope.Stamp with { Number = number };
        context.Forward(peer, envelope, pending);
    }

    /// <summary>Of what was published in the room while the peer was away, some is gone.</summary>
    /// <param name="room">The room; null: some that are forgotten.</param>
    internal static ReadOnlyMemory<byte> WriteLost(RoomName? room) =>
        new RoomsMessage { Lost = new() { Room = room?.Value ?? "" } }.ToByteArray();

    /// <summary>What this server owes a peer in a room, for the server that it leaves everything to.</summary>
    internal static ReadOnlyMemory<byte> WriteOwed(NodeId peer, ReadOnlyMemory<byte> payload) => new RoomsMessage
    {
        Owed = new() { Server = peer.Value, Message = UnsafeByteOperations.UnsafeWrap(payload) },
    }.ToByteArray();

    internal Task<DeliveryOutcome> SendAsync(NodeId peer, RoomsMessage message)
    {
        var pending = new PendingDelivery(0, 1);
        Send(peer, message.ToByteArray(), pending);
        return pending.Outcome;
    }

    /// <returns>
    /// What the receipt says: of a message how many sessions have it, of an announcement, or what is owed, 1; 0: it was not taken.
    /// </returns>
    internal int OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        if (Read(payload) is not { } message)
            return 0;
        switch (message.KindCase)
        {
            case RoomsMessage.KindOneofCase.Published:
                return OnPublished(from, message.Published);
            case RoomsMessage.KindOneofCase.Joined:
                messages.Interest.OnJoined(message.Joined);
                return 1;
            case RoomsMessage.KindOneofCase.Lost:
                return OnLost(from, message.Lost);
            case RoomsMessage.KindOneofCase.Owed:
                return OnOwed(from, message.Owed);
            default:
                return 0;
        }
    }

    /// <summary>What this server has sent, or would send, reaches its own members.</summary>
    /// <param name="payload">What goes to other servers.</param>
    internal void DeliverHere(ReadOnlyMemory<byte> payload)
    {
        var content = Read(payload.Span);
        if (content is { Published: { } published } && PublishedCodec.Decode(published) is { } message)
            Receive(message, published);
        else if (content is { Lost: { } lost })
            OnLost(context.Self, lost);
    }

    /// <summary>As the frame says. Asked of what goes to peers that get no signals, which are few and not for long.</summary>
    private bool IsSignal(ReadOnlyMemory<byte> payload)
    {
        var content = Read(payload.Span);
        if (content is { Owed.Message: { } owed })
            content = Read(owed.Span);
        return content is { Published.Frame: { } frame } && SignalRules.IsSignal(frame.Span, context.Frames);
    }

    private static RoomsMessage? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private int OnPublished(NodeId from, Published published)
    {
        if (context.Peers.Find(from) is not { } peer)
            return 0;
        if (PublishedCodec.Decode(published) is not { } message || (context.Frames is { } frames && !frames.Agrees(message)))
            return Refuse(peer, PeerBreach.Frame);
        if (published.Moved.Count > 0 || !context.Options.RequireListedSenders || peer.Listing.HadLately(message.From))
            return Receive(message, published);
        return published.Left ? messages.MarkLost(message) : Refuse(peer, PeerBreach.Sender);
    }

    private int Receive(RoomMessage message, Published published) => published.Moved.Count > 0
        ? messages.ReceiveMoved(message, RecoveryCodec.Keys(published.Moved).ToHashSet(), published.Moves)
        : messages.Receive(message);

    /// <summary>
    /// The peer stops, and leaves to this server what it still owes to another. In the place of a message that the peer could not have sent
    /// itself, since it passes on what another server said, there stays that something is lost.
    /// </summary>
    private int OnOwed(NodeId from, Owed owed)
    {
        if (context.Peers.Find(from) is not { Life: { } life } peer || Read(owed.Message.Span) is not { } left
            || !life.Rooms.TryTakeOwed(messages.Now.Elapsed, messages.Times.Retention))
            return 0;
        var server = new NodeId(owed.Server);
        if (left.Lost is { Moved.Count: 0 } lost && IsRoomOrNone(lost))
            return messages.TakeOwed(server, RoomNameOf(lost), owed.Message.Memory);
        if (left.Published is not { } published || PublishedCodec.Decode(published) is not { } message)
            return 0;
        if (context.Frames is { } frames && !frames.Agrees(message))
            return Refuse(peer, PeerBreach.Frame);
        if (context.Options.RequireListedSenders && !peer.Listing.HadLately(message.From))
            return messages.TakeOwed(server, message.Room, WriteLost(message.Room));
        published.Left = true;
        return messages.TakeOwed(server, message.Room, left.ToByteArray());
    }

    /// <summary>The same of sessions that have moved there.</summary>
    internal void SendLost(NodeId peer, RoomName room, IEnumerable<SessionKey> moved) =>
        _ = SendAsync(peer, new() { Lost = new() { Room = room.Value, Moved = { RecoveryCodec.Encode(moved) } } });

    private int OnLost(NodeId from, Lost lost)
    {
        if (!IsRoomOrNone(lost))
            return 0;
        if (lost.Moved.Count == 0)
            messages.OnLost(from, RoomNameOf(lost));
        else if (RoomNameOf(lost) is { } room)
            messages.OnLostMoved(room, RecoveryCodec.Keys(lost.Moved));
        return 1;
    }

    private static bool IsRoomOrNone(Lost lost) => lost.Room.Length == 0 || RoomName.TryTakeExact(lost.Room, out _);

    private static RoomName? RoomNameOf(Lost lost) => RoomName.TryTakeExact(lost.Room, out var room) ? room : null;

    private static int Refuse(Peer peer, PeerBreach breach)
    {
        peer.Conduct.Refuse(breach);
        return 0;
    }
}
