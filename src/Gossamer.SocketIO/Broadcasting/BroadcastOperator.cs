using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// Builds up who gets an event, and emits it. Immutable: every step gives a new one, so that a part-built one can be kept and shared.
/// <code>
/// await io.To("room").Except("other").EmitAsync("news", text);
/// </code>
/// </summary>
public sealed class BroadcastOperator : Emitter
{
    private readonly Namespace _ns;

    internal BroadcastOperator(Namespace ns, BroadcastTarget target)
    {
        _ns = ns;
        Target = target;
    }

    /// <summary>Who is meant so far.</summary>
    public BroadcastTarget Target { get; }

    /// <summary>Sockets with this event pending are not worth keeping it for: it is dropped where it cannot be sent at once.</summary>
    public BroadcastOperator Volatile => With(Target with { Volatile = true });

    /// <summary>Receivers on this server alone.</summary>
    public BroadcastOperator Local => With(Target with { Local = true });

    private protected override SocketIOServer Owner => _ns.Server;

    private protected override string NamespaceName => _ns.Name;

    private protected override bool IsRecoverable => !Target.Volatile;

    /// <summary>Members of these rooms as well; a socket in several gets the event once. A socket's id is a room of its own.</summary>
    public BroadcastOperator To(params ReadOnlySpan<string> rooms) => With(Target with { Rooms = Target.Rooms.Union(rooms.ToArray()) });

    /// <summary>Not the members of these rooms.</summary>
    public BroadcastOperator Except(params ReadOnlySpan<string> rooms) => With(Target with { Except = Target.Except.Union(rooms.ToArray()) });

    /// <inheritdoc/>
    public override ValueTask EmitAsync(EncodedPacket packet) => _ns.Adapter.BroadcastAsync(packet, Target);

    /// <summary>This server's sockets that are meant and connected.</summary>
    public IReadOnlyList<Socket> FetchSockets() => [.. _ns.Adapter.LocalSockets(Target).Where(static s => s.Connected)];

    /// <summary>Puts this server's sockets that are meant into a room.</summary>
    public void SocketsJoin(string room)
    {
        foreach (var socket in FetchSockets())
            socket.Join(room);
    }

    /// <summary>Takes this server's sockets that are meant out of a room.</summary>
    public void SocketsLeave(string room)
    {
        foreach (var socket in FetchSockets())
            socket.Leave(room);
    }

    /// <summary>Disconnects this server's sockets that are meant; see <see cref="Socket.Disconnect"/>.</summary>
    public void DisconnectSockets(bool close = false)
    {
        foreach (var socket in FetchSockets())
            socket.Disconnect(close);
    }

    /// <summary>Emits an event with one argument to this server's sockets that are meant, and collects their answers.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <typeparam name="TAnswer">The type of each answer's first argument.</typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="timeout">How long to wait; <see cref="SocketIOOptions.AckTimeout"/> if null.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public Task<Answers<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name, T argument, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        EmitWithAckAsync(name, argument, TypeInfo<T>(), TypeInfo<TAnswer>(), timeout, cancellation);

    /// <inheritdoc cref="EmitWithAckAsync{T, TAnswer}(string, T, TimeSpan?, CancellationToken)"/>
    public Task<Answers<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name,
        T argument,
        JsonTypeInfo<T> typeInfo,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(answerType);
        var id = _ns.NextAckId();
        var packet = EncodedPacket.Event(
            _ns.Name,
            name,
            (argument, type: SocketIOJson.For(typeInfo)),
            static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type),
            ackId: id);
        return AskAsync(id, packet, new ManyAnswers<TAnswer>(SocketIOJson.For(answerType)), timeout, cancellation);
    }

    private async Task<Answers<T>> AskAsync<T>(
        long id, EncodedPacket packet, ManyAnswers<T> answers, TimeSpan? timeout, CancellationToken cancellation)
    {
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

    private BroadcastOperator With(BroadcastTarget target) => new(_ns, target);
}
