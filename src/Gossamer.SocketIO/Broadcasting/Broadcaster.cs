using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Diagnostics;

namespace Gossamer.SocketIO;

/// <summary>
/// Whatever reaches many sockets: the <see cref="SocketIOServer"/> (everybody in the main namespace), a <see cref="Namespace"/>
/// (everybody in it), a <see cref="BroadcastOperator"/> (whom it was narrowed down to).
/// </summary>
public abstract partial class Broadcaster : Emitter
{
    private protected Broadcaster()
    {
    }

    /// <summary>
    /// The same receivers, for events that are not worth keeping: one is dropped where it cannot be sent at once, and is not sent
    /// again to a client that was away.
    /// </summary>
    public BroadcastOperator Volatile => With(Receivers.Target with { Volatile = true });

    /// <summary>
    /// The same receivers, for events that are compressed on their way, or not, where <see cref="SocketIOOptions.PerMessageDeflate"/> is
    /// on: what is compressed already, or holds a secret beside text that others choose, better is not.
    /// </summary>
    /// <param name="compress">Whether to compress; true unless said otherwise.</param>
    public BroadcastOperator Compress(bool compress) => With(Receivers.Target with { Compress = compress });

    /// <summary>The same receivers as far as they are connected to this server, whatever the adapter.</summary>
    public BroadcastOperator Local => With(Receivers.Target with { Local = true });

    private protected abstract BroadcastOperator Receivers { get; }

    private protected override SocketIOServer Owner => Receivers.Namespace.Server;

    private protected override string NamespaceName => Receivers.Namespace.Name;

    /// <summary>Members of these rooms as well; a socket in several gets an event once. A socket's id is a room of its own.</summary>
    /// <param name="rooms">Names of rooms; those without members are no error.</param>
    public BroadcastOperator To(params ReadOnlySpan<string> rooms) =>
        With(Receivers.Target with { Rooms = Receivers.Target.Rooms.Union(rooms.ToArray()) });

    /// <summary><see cref="To"/> by its other name.</summary>
    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params ReadOnlySpan<string> rooms) => To(rooms);

    /// <summary>Not the members of these rooms, whatever else they are in. A socket's id is a room of its own.</summary>
    /// <param name="rooms">Names of rooms; those without members are no error.</param>
    public BroadcastOperator Except(params ReadOnlySpan<string> rooms) =>
        With(Receivers.Target with { Except = Receivers.Target.Except.Union(rooms.ToArray()) });

    /// <inheritdoc/>
    public override ValueTask EmitAsync(EncodedPacket packet, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return SocketIOActivities.AreHeard
            ? BroadcastAsync(packet)
            : Receivers.Namespace.Adapter.BroadcastAsync(packet, Receivers.Target);
    }

    /// <summary>This server's sockets that are meant and connected at this moment.</summary>
    public IReadOnlyList<Socket> FetchSockets() =>
        [.. Receivers.Namespace.Adapter.LocalSockets(Receivers.Target).Where(static s => s.Connected)];

    /// <summary>Puts this server's sockets that are meant into rooms.</summary>
    public void SocketsJoin(params ReadOnlySpan<string> rooms)
    {
        foreach (var socket in FetchSockets())
            socket.Join(rooms);
    }

    /// <summary>Takes this server's sockets that are meant out of rooms.</summary>
    public void SocketsLeave(params ReadOnlySpan<string> rooms)
    {
        foreach (var socket in FetchSockets())
            socket.Leave(rooms);
    }

    /// <summary>Disconnects this server's sockets that are meant; see <see cref="Socket.Disconnect"/>.</summary>
    /// <param name="close">Whether their connections are closed as well, with all the namespaces on them.</param>
    public void DisconnectSockets(bool close = false)
    {
        foreach (var socket in FetchSockets())
            socket.Disconnect(close);
    }

    /// <summary>
    /// The same receivers, for questions that wait that long for the last of their answers, whatever
    /// <see cref="SocketIOOptions.AckTimeout"/> says.
    /// </summary>
    /// <param name="timeout">How long to wait.</param>
    public BroadcastOperator Timeout(TimeSpan timeout) => new(Receivers.Namespace, Receivers.Target, timeout);

    /// <summary>Emits an event without arguments to the sockets that are meant, and collects their answers.</summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(string name, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name), timeout: null, cancellation);

    /// <summary>Emits an event without arguments to the sockets that are meant, and collects their answers.</summary>
    /// <remarks>They are asked on all servers of the adapter's, unless <see cref="Local"/>.</remarks>
    /// <typeparam name="TAnswer">
    /// The type of each answer's first argument; a tuple for several, one an item; <see cref="RawArguments"/> for all, unread.
    /// </typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="timeout">
    /// How long to wait for the last of them; what <see cref="Timeout"/> or else <see cref="SocketIOOptions.AckTimeout"/> says if none is
    /// given.
    /// </param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows how to write an argument's type, or
    /// to read the answer's.</exception>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(string name, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name), timeout, cancellation);

    /// <summary>
    /// Emits an event with the arguments of another one, as they came, attachments included, to the sockets that are meant, and
    /// collects their answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, RawArguments arguments, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, arguments), timeout: null, cancellation);

    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, RawArguments, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, RawArguments arguments, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, arguments), timeout, cancellation);

    private async ValueTask BroadcastAsync(EncodedPacket packet)
    {
        using var activity = SocketIOActivities.StartBroadcast(NamespaceName, packet.ReadName(Owner.Options.Parser) ?? "?");
        await Receivers.Namespace.Adapter.BroadcastAsync(packet, Receivers.Target).ConfigureAwait(false);
    }

    internal async Task<AckResults<T>> AskAsync<T>(AckRequest<T> request, TimeSpan? timeout, CancellationToken cancellation)
    {
        using var activity = SocketIOActivities.StartAck(NamespaceName, request.Name, links: null);
        var answers = new CollectedAnswers<T>(request.Answer);
        timeout ??= Receivers.AckTimeout ?? Owner.Options.AckTimeout;
        var missing = await Receivers.Namespace.Adapter
            .BroadcastWithAckAsync(request.Encode(null), Receivers.Target, timeout.Value, answers, cancellation).ConfigureAwait(false);
        var results = answers.End(missing);
        if (!results.IsComplete)
            activity.Fail("incomplete");
        return results;
    }

    private BroadcastOperator With(BroadcastTarget target) => new(Receivers.Namespace, target, Receivers.AckTimeout);
}
