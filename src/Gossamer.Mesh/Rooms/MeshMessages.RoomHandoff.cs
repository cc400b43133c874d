namespace Gossamer.Mesh;

/// <content>
/// What is owed in rooms where one of the two servers leaves for good: a server that stops leaves what it owes to its successor, and what
/// the others owe a server that has left goes to wherever its members are now.
/// </content>
internal sealed partial class MeshMessages
{
    /// <summary>What other servers lack, or may lack, of what was published here: for the successor of this server.</summary>
    /// <param name="successor">Who has all that it was sent before.</param>
    /// <param name="beyond">Of the messages of this server beyond that number.</param>
    internal Queue<ReadOnlyMemory<byte>> OwedInRooms(NodeId successor, ulong beyond)
    {
        PublishForAllThatLeft();
        var owed = new Queue<ReadOnlyMemory<byte>>();
        foreach (var peer in Peers)
        {
            if (peer == successor || Lives.Find(peer) is not { } life || !MayBeThere(peer))
                continue;
            var unacknowledged = LinkTo(peer)?.FirstUnacknowledged is > 0 and var first ? first - 1 : ulong.MaxValue;
            var after = Math.Max(beyond, Math.Min(life.Rooms.LacksAfter, unacknowledged));
            if (!life.Rooms.IsOfNewLife && Rooms.ForgottenUpTo > after)
                owed.Enqueue(RoomChannel.WriteOwed(peer, RoomChannel.WriteLost(room: null)));
            Rooms.ForEach(room =>
            {
                foreach (var (_, payload) in OwedBy(room, peer, after))
                    owed.Enqueue(RoomChannel.WriteOwed(peer, payload));
            });
        }

        return owed;
    }

    /// <summary>A peer that stops leaves to this server what another lacks: it is this one's debt from now on.</summary>
    /// <param name="server">Who lacks it.</param>
    /// <param name="room">In which room; null: in some that are forgotten.</param>
    /// <param name="payload">What goes there.</param>
    /// <returns>1: it was taken.</returns>
    internal int TakeOwed(NodeId server, RoomName? room, ReadOnlyMemory<byte> payload)
    {
        if (_isHandingOff || Lives.Find(server) is not { } life)
            return 0;
        if (room is not { } name)
            RoomChannel.Send(server, payload, new PendingDelivery(0, 1));
        else if (life.IsOver)
            PublishForLeft(server, name, payload);
        else
            SendLogged(name, server, payload);
        return 1;
    }

    private void PublishForAllThatLeft()
    {
        foreach (var peer in Peers)
            if (Lives.Find(peer)?.Rooms.TryTakeLeft(out var after) == true)
                PublishForLeft(peer, after);
    }

    /// <summary>
    /// These lives have left their members to another server. Of those that this server has not heard as the latest it owes nothing that
    /// it could tell from what later ones have had.
    /// </summary>
    internal void OnLeftToOther(IEnumerable<Origin> lives)
    {
        foreach (var left in lives.Take(InheritanceNews.MaxLives))
            if (Lives.OfServer(left.Server) is { } life && life.Origin == left)
                life.Rooms.OnLeft(left, life.IsGone);
    }

    /// <summary>
    /// A server has left for good, and its members are at others, or here: what it was owed goes to all members. Who had it before knows it
    /// by its key.
    /// </summary>
    /// <param name="left">The server.</param>
    /// <param name="after">It lacks what is beyond that number.</param>
    private void PublishForLeft(NodeId left, ulong after)
    {
        var owed = new List<(ulong Number, RoomName Room, ReadOnlyMemory<byte> Payload)>();
        Rooms.ForEach(room =>
        {
            if (room.Log is { } log)
                foreach (var (number, payload) in OwedBy(log, room.Name, left, after))
                    owed.Add((number, room.Name, payload));
        });
        foreach (var (_, room, payload) in owed.OrderBy(static message => message.Number))
            PublishForLeft(left, room, payload);
    }

    private void PublishForLeft(NodeId left, RoomName room, ReadOnlyMemory<byte> payload)
    {
        foreach (var node in Interest.ServersOf(room.Key))
            if (node != left)
                SendLogged(room, node, payload);
        RoomChannel.DeliverHere(payload);
    }

    private void SendLogged(RoomName name, NodeId node, ReadOnlyMemory<byte> payload)
    {
        using var entered = Rooms.Enter(name);
        SendLogged(entered.Of, node, payload);
    }
}
