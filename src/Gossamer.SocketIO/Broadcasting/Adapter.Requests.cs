using Gossamer.SocketIO.Acks;

namespace Gossamer.SocketIO;

/// <content>
/// What is asked of all servers that an adapter reaches. Here it is asked of this one alone; an adapter of several servers overrides these.
/// </content>
public abstract partial class Adapter
{
    /// <summary>Describes the sockets that a broadcast would reach, on all servers unless <see cref="BroadcastTarget.Local"/>.</summary>
    /// <param name="target">Who is meant.</param>
    /// <param name="cancellation">Ends the waiting for other servers with an <see cref="OperationCanceledException"/>.</param>
    public virtual ValueTask<FetchedSockets> FetchSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default) =>
        ValueTask.FromResult(new FetchedSockets(
            [.. DescribeLocal(target).Select(each => new RemoteSocket(Namespace, server: null, each))], Missing: []));

    /// <summary>Counts the sockets that a broadcast would reach, on all servers unless <see cref="BroadcastTarget.Local"/>.</summary>
    /// <param name="target">Who is meant.</param>
    /// <param name="cancellation">Ends the waiting for other servers with an <see cref="OperationCanceledException"/>.</param>
    public virtual ValueTask<SocketCount> CountSocketsAsync(BroadcastTarget target, CancellationToken cancellation = default) =>
        ValueTask.FromResult(new SocketCount(CountLocal(target), Missing: []));

    /// <summary>Tells the namespace's rooms on all servers.</summary>
    /// <param name="cancellation">Ends the waiting for other servers with an <see cref="OperationCanceledException"/>.</param>
    public virtual ValueTask<FetchedRooms> FetchRoomsAsync(CancellationToken cancellation = default) =>
        ValueTask.FromResult(new FetchedRooms(LocalRooms(), Missing: []));

    /// <summary>Puts the sockets that a broadcast would reach into rooms.</summary>
    /// <param name="target">Who is meant.</param>
    /// <param name="rooms">Names of rooms.</param>
    public virtual ValueTask<ServersReached> JoinAsync(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        JoinLocal(target, rooms);
        return ValueTask.FromResult(ServersReached.One);
    }

    /// <summary>Makes sure that other servers know that these rooms have members here now. There are none.</summary>
    /// <param name="rooms">Names of rooms.</param>
    /// <returns>Ends when they do, or the adapter's time for it is over.</returns>
    public virtual ValueTask AnnounceAsync(IReadOnlyList<string> rooms) => ValueTask.CompletedTask;

    /// <summary>Takes the sockets that a broadcast would reach out of rooms.</summary>
    /// <param name="target">Who is meant.</param>
    /// <param name="rooms">Names of rooms.</param>
    public virtual ValueTask<ServersReached> LeaveAsync(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        LeaveLocal(target, rooms);
        return ValueTask.FromResult(ServersReached.One);
    }

    /// <summary>Disconnects the sockets that a broadcast would reach.</summary>
    /// <param name="target">Who is meant.</param>
    /// <param name="close">Whether their connections are closed as well, with all the namespaces on them.</param>
    public virtual ValueTask<ServersReached> DisconnectAsync(BroadcastTarget target, bool close)
    {
        DisconnectLocal(target, close);
        return ValueTask.FromResult(ServersReached.One);
    }

    /// <summary>
    /// Emits an event to the sockets that a broadcast would reach, on all servers unless <see cref="BroadcastTarget.Local"/>, and hands on
    /// what they answer, as it comes.
    /// </summary>
    /// <param name="packet">The event, without an ack id: each server gives it its own.</param>
    /// <param name="target">Who is meant.</param>
    /// <param name="timeout">How long to wait for the last answer.</param>
    /// <param name="answers">Told how many are asked, and what each answers.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Ends when all have answered, or the time is over; then says what the adapter calls the servers that did not say whom they asked.
    /// </returns>
    public virtual async ValueTask<IReadOnlyList<string>> BroadcastWithAckAsync(
        EncodedPacket packet, BroadcastTarget target, TimeSpan timeout, IClientAnswers answers, CancellationToken cancellation = default)
    {
        await AskLocalAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
        return [];
    }

    /// <summary>Emits an event to all other servers; there are none.</summary>
    /// <param name="utf8JsonArray">The event's name and arguments, <c>["rebuild",{...}]</c>; must not change any more.</param>
    /// <param name="wantsAnswers">Whether the answers are awaited; else only that the servers have taken it.</param>
    public virtual ValueTask<ServerAnswers<ServerAnswer>> EmitToServersAsync(ReadOnlyMemory<byte> utf8JsonArray, bool wantsAnswers) =>
        ValueTask.FromResult(new ServerAnswers<ServerAnswer>([], []));

    /// <summary>Has the namespace's handlers handle an event that another server emitted.</summary>
    /// <returns>False when too many wait already.</returns>
    protected bool TryHandle(ServerSideEvent received) => Namespace.TryHandle(received);

    /// <summary>Whether sockets may be put into a room of that name: what comes from other servers is to be asked first.</summary>
    protected static bool IsAllowed(string room) => !string.IsNullOrEmpty(room) && !Hubs.UserRooms.IsReserved(room);

    /// <summary>
    /// Whether a room's name may be the id of a socket, here or at another server: such a socket is in it, whoever has joined it.
    /// </summary>
    protected bool HasFormOfId(string room) => Hubs.HubNames.HasFormOfId(Namespace, room);

    /// <summary>This server's part of <see cref="FetchSocketsAsync"/>: the sockets that are meant now, each described when it is its turn.
    /// </summary>
    protected IEnumerable<SocketDescription> DescribeLocal(BroadcastTarget target) => Connected(target).Select(SocketDescription.Of);

    /// <summary>This server's part of <see cref="CountSocketsAsync"/>.</summary>
    protected int CountLocal(BroadcastTarget target) => LocalSockets(target).Count(static socket => socket.Connected);

    /// <summary>This server's part of <see cref="FetchRoomsAsync"/>.</summary>
    protected Dictionary<string, int> LocalRooms()
    {
        var rooms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var room in Rooms)
        {
            if (CountLocal(BroadcastTarget.All with { Rooms = [room] }) is > 0 and var members)
                rooms[room] = members;
        }

        return rooms;
    }

    /// <summary>This server's part of <see cref="JoinAsync"/>.</summary>
    protected void JoinLocal(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        string[] names = [.. rooms];
        foreach (var socket in Connected(target))
            socket.Join(names);
    }

    /// <summary>This server's part of <see cref="LeaveAsync"/>.</summary>
    protected void LeaveLocal(BroadcastTarget target, IReadOnlyList<string> rooms)
    {
        string[] names = [.. rooms];
        foreach (var socket in Connected(target))
            socket.Leave(names);
    }

    /// <summary>This server's part of <see cref="DisconnectAsync"/>.</summary>
    protected void DisconnectLocal(BroadcastTarget target, bool close)
    {
        foreach (var socket in Connected(target))
            socket.Disconnect(close);
    }

    /// <summary>This server's part of <see cref="BroadcastWithAckAsync"/>. It has asked everybody when it returns.</summary>
    /// <exception cref="ArgumentException">The packet is no event, or none for this server's clients.</exception>
    protected Task AskLocalAsync(
        EncodedPacket packet, BroadcastTarget target, TimeSpan timeout, IClientAnswers answers, CancellationToken cancellation) =>
        TryAskLocal(packet, target, timeout, answers, cancellation, out var asking)
            ? asking
            : throw new ArgumentException("The packet is no event for this server's clients.", nameof(packet));

    /// <summary>The same for a packet that comes from another server.</summary>
    /// <returns>False: the packet is no event, or none for this server's clients.</returns>
    protected bool TryAskLocal(
        EncodedPacket packet,
        BroadcastTarget target,
        TimeSpan timeout,
        IClientAnswers answers,
        CancellationToken cancellation,
        out Task asking)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(answers);
        asking = Task.CompletedTask;
        var server = Namespace.Server;
        var id = Namespace.NextAckId();
        if (packet.IsBinary == server.Parser is null || packet.WithAckId(id, new(server.Parser, Namespace.Name)) is not { } question)
            return false;
        if (!target.Compress)
            question = question.Uncompressed();
        asking = new LocalQuestion(answers).AskAsync(question, id, Connected(target), timeout, server.Time, cancellation);
        return true;
    }

    /// <summary>As they are now: what is done to one of them may change who is meant.</summary>
    private Socket[] Connected(BroadcastTarget target) => [.. LocalSockets(target).Where(static socket => socket.Connected)];
}
