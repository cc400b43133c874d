using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;

namespace Gossamer.SocketIO;

/// <summary>
/// Whatever reaches many sockets: the <see cref="SocketIOServer"/> (everybody in the main namespace), a <see cref="Namespace"/>
/// (everybody in it), a <see cref="BroadcastOperator"/> (whom it was narrowed down to).
/// </summary>
public abstract class Broadcaster : Emitter
{
    private protected Broadcaster()
    {
    }

    /// <summary>
    /// The same receivers, for events that are not worth keeping: one is dropped where it cannot be sent at once, and is not sent
    /// again to a client that was away.
    /// </summary>
    public BroadcastOperator Volatile => With(Receivers.Target with { Volatile = true });

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
    public override ValueTask EmitAsync(EncodedPacket packet, CancellationToken cancellation = default) =>
        Receivers.Namespace.Adapter.BroadcastAsync(packet, Receivers.Target);

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

    /// <summary>Emits an event without arguments to this server's sockets that are meant, and collects their answers.</summary>
    /// <typeparam name="TAnswer">The type of each answer's first argument.</typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="timeout">How long to wait for the last of them; <see cref="SocketIOOptions.AckTimeout"/> if null.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name), timeout, cancellation);

    /// <summary>
    /// Emits an event with one argument to this server's sockets that are meant, and collects their answers. The argument is written
    /// as what it is at run time.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="timeout">How long to wait for the last of them; <see cref="SocketIOOptions.AckTimeout"/> if null.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan?, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? argument, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, argument), timeout, cancellation);

    /// <summary>Emits an event with one argument to this server's sockets that are meant, and collects their answers.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <typeparam name="TAnswer">The type of each answer's first argument.</typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="typeInfo">How to write the argument.</param>
    /// <param name="answerType">How to read an answer.</param>
    /// <param name="timeout">How long to wait for the last of them; <see cref="SocketIOOptions.AckTimeout"/> if null.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name,
        T argument,
        JsonTypeInfo<T> typeInfo,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default) =>
        AskAsync(Request(name, argument, typeInfo, answerType), timeout, cancellation);

    private async Task<AckResults<T>> AskAsync<T>(AckRequest<T> request, TimeSpan? timeout, CancellationToken cancellation)
    {
        var id = Receivers.Namespace.NextAckId();
        var packet = request.Encode(id);
        var answers = new BroadcastAck<T>(request.AnswerType);
        var asked = FetchSockets();
        foreach (var socket in asked)
        {
            answers.Ask();
            if (!socket.TryAsk(id, packet, answers))
                answers.Disconnected();
        }

        answers.Seal();
        try
        {
            return await answers.WaitAsync(timeout ?? Owner.Options.AckTimeout, Owner.Time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (var socket in asked)
                socket.Forget(id);
        }
    }

    private BroadcastOperator With(BroadcastTarget target) => new(Receivers.Namespace, target);
}
