using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>file</c>: hands a file to the connections of its recipient, or of a room's members, that asked for files, here and at other servers.
/// Nothing is kept: who is not there does not get it. The answer is that of <c>im</c>.
/// </summary>
internal sealed class Files(
    MeshNode node, IChatMesh mesh, FileReceivers receivers, FileChannel channel, ChatOptions options, TooFast tooFast,
    ILogger<Files> logger)
{
    /// <returns>Done when the connection may be read on.</returns>
    public ValueTask Take(
        ChatSession sender, ref Utf8JsonReader arguments, IReadOnlyList<ReadOnlyMemory<byte>> attachments, Reply reply, DateTimeOffset now)
    {
        if (!sender.Rates.TryTake(EventKind.File, BytesOf(attachments), now, out var excess))
            return tooFast.RefuseAsync(sender, excess, "file", reply);
        if ((sender.User ?? sender.TryIdentify()) is not { } user)
            Refuse(sender, reply, new Refusal(RefusalCode.NotIdentified, "identify before sending"), null);
        else if (FileEvent.Read(ref arguments, attachments, user, options.Files, now, out var file) is { } refusal)
            Refuse(sender, reply, refusal, null);
        else if (file!.Room is { } room && !sender.IsIn(room))
            Refuse(sender, reply, RoomMembership.NotIn(room), file.Id);
        else if (ReceiversOf(file) is var receivers && BytesTold(file, receivers) > RateOptions.MaxFileBytesTold)
            Refuse(sender, reply, TooMany(BytesTold(file, receivers)), file.Id);
        else if (!sender.Rates.TryTakeFileDeliveries(receivers, BytesTold(file, receivers), now, out excess)
            || (file.Room is null && !sender.Rates.TryTakeFileBytes(file.To, file.BytesAtMost, now, out excess)))
            return tooFast.RefuseAsync(sender, excess, "file", reply, file.Id);
        else if (!sender.TryBeginMessage())
            Refuse(sender, reply, new Refusal(RefusalCode.TooFast, "too much waits for its outcome"), file.Id);
        else
            _ = SendAsync(sender, file, reply);
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(ChatSession sender, SentFile file, Reply reply)
    {
        try
        {
            var frame = FileFrame.Write(file);
            var here = receivers.Deliver(file, frame, sender);
            var there = await channel.SendAsync(ServersOf(file), frame, file);
            Answer(reply, file.Id, there with { Delivered = there.Delivered + here, Servers = there.Servers + (here > 0 ? 1 : 0) });
        }
        catch (Exception fault) // nobody awaits this task
        {
            logger.RoutingFailed(fault, file.Id);
            reply.Refuse(new Refusal(RefusalCode.Internal, "the server failed to route the file"), file.Id);
        }
        finally
        {
            sender.EndMessage();
        }
    }

    private void Answer(Reply reply, MessageId id, DeliveryOutcome outcome)
    {
        logger.FileRouted(id, outcome.Delivered, outcome.Servers);
        if (!ImAcknowledgement.IsUnreachable(outcome))
            reply.Accept(ImAcknowledgement.Write(id, outcome));
        else if (reply.IsWanted)
            reply.AcceptInPart(ImAcknowledgement.Write(id, outcome), RefusalCode.Unreachable);
        else
            reply.Refuse(ImAcknowledgement.Unreachable(outcome), id);
    }

    /// <summary>The other servers that have any of those whom it is for, or of its sender; not those of the old system.</summary>
    private List<NodeId> ServersOf(SentFile file)
    {
        var servers = new HashSet<NodeId>();
        if (file.Room is { } room)
            Add(mesh.LocationsOf(room), servers);
        else
        {
            Add(mesh.LocationsOf(file.To), servers);
            Add(mesh.LocationsOf(file.From), servers);
        }

        return servers.Count == 0 ? [] : [.. node.Peers.Where(servers.Contains)];
    }

    private static void Add(UserLocations locations, HashSet<NodeId> servers)
    {
        foreach (var location in locations)
            servers.Add(location.Node);
    }

    private int ReceiversOf(SentFile file) => Receivers.CountOf(mesh, options, file.From, file.To, file.Room);

    private static long BytesTold(SentFile file, int receivers) => receivers * (long)file.BytesAtMost;

    private static int BytesOf(IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var bytes = 0L;
        foreach (var attachment in attachments)
            bytes += attachment.Length;
        return (int)Math.Min(bytes, int.MaxValue / 2);
    }

    private static Refusal TooMany(long told) => new(
        RefusalCode.TooManyReceivers,
        $"to all connections that it is for it would be {told} bytes; {RateOptions.MaxFileBytesTold} at most");

    private void Refuse(ChatSession sender, Reply reply, Refusal refusal, MessageId? id)
    {
        logger.Refused(sender.Connection.Id, "file", refusal.Code);
        reply.Refuse(refusal, id);
    }
}
