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
    internal void Send(
        NodeId peer, ReadOnlyMemory<byte> payload, PendingDelivery pending, ulong number = 0, Wire.TraceContext? trace = null)
    {
        var envelope = Envelope.ToNode(Name, payload);
        envelope.Trace = trace;
        envelope.Stamp = envelope.Stamp with { Number = number };
        context.Forward(peer, envelope, pending);
    }

    /// <summary>Of what was published in the room while the peer was away, some is gone.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="room">The room; null: some that are forgotten.</param>
    /// <param name="number">The highest number of it.</param>
    internal void SendLost(NodeId peer, RoomName? room, ulong number) => Send(
        peer, new RoomsMessage { Lost = new() { Room = room?.Value ?? "" } }.ToByteArray(), new PendingDelivery(0, 1), number);

    internal Task<DeliveryOutcome> SendAsync(NodeId peer, RoomsMessage message)
    {
        var pending = new PendingDelivery(0, 1);
        Send(peer, message.ToByteArray(), pending);
        return pending.Outcome;
    }

    /// <returns>What the receipt says: of a message how many sessions have it, of an announcement 1; 0: it was not taken.</returns>
    internal int OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        RoomsMessage message;
        try
        {
            message = Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return 0;
        }

        switch (message.KindCase)
        {
            case RoomsMessage.KindOneofCase.Published:
                return OnPublished(from, message.Published);
            case RoomsMessage.KindOneofCase.Joined:
                messages.Interest.OnJoined(message.Joined);
                return 1;
            case RoomsMessage.KindOneofCase.Lost:
                return OnLost(from, message.Lost);
            default:
                return 0;
        }
    }

    private int OnPublished(NodeId from, Published published)
    {
        if (context.Peers.Find(from) is not { } peer)
            return 0;
        if (PublishedCodec.Decode(published) is not { } message || (context.Frames is { } frames && !frames.Agrees(message)))
            return Refuse(peer, PeerBreach.Frame);
        if (published.Moved.Count > 0)
            return messages.ReceiveMoved(message, RecoveryCodec.Keys(published.Moved).ToHashSet(), published.Moves);
        return context.Options.RequireListedSenders && !peer.Listing.HadLately(message.From)
            ? Refuse(peer, PeerBreach.Sender)
            : messages.Receive(message);
    }

    /// <summary>The same of sessions that have moved there.</summary>
    internal void SendLost(NodeId peer, RoomName room, IEnumerable<SessionKey> moved) =>
        _ = SendAsync(peer, new() { Lost = new() { Room = room.Value, Moved = { RecoveryCodec.Encode(moved) } } });

    private int OnLost(NodeId from, Lost lost)
    {
        if (lost.Room.Length == 0)
            messages.OnLost(from, room: null);
        else if (RoomName.TryTakeExact(lost.Room, out var room) && lost.Moved.Count == 0)
            messages.OnLost(from, room);
        else
            messages.OnLostMoved(room, RecoveryCodec.Keys(lost.Moved));
        return 1;
    }

    private static int Refuse(Peer peer, PeerBreach breach)
    {
        peer.Conduct.Refuse(breach);
        return 0;
    }
}
