using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Events to the client, its rooms and its answers.</content>
public sealed partial class Socket
{
    private PendingAnswers? _pending;

    /// <summary>Everybody else in the namespace.</summary>
    public BroadcastOperator Broadcast => Namespace.Except(Id);

    /// <summary>The rooms that the socket is in, the one of its own id not among them.</summary>
    public IReadOnlyCollection<string> Rooms => Namespace.Adapter.RoomsOf(this);

    /// <summary>Puts the socket into a room.</summary>
    public void Join(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        Namespace.Adapter.Join(this, room);
    }

    /// <summary>Takes the socket out of a room.</summary>
    public void Leave(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        Namespace.Adapter.Leave(this, room);
    }

    /// <summary>The members of these rooms, this socket excepted.</summary>
    public BroadcastOperator To(params ReadOnlySpan<string> rooms) => Namespace.To(rooms).Except(Id);

    /// <inheritdoc/>
    public override ValueTask EmitAsync(EncodedPacket packet)
    {
        Send(packet);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Puts a packet into the client's outbox. Never waits. While the client is away and may come back, the packet is kept for it.
    /// </summary>
    /// <returns>
    /// False when the socket is gone, or its connection is closed by this call because a bound of its outbox was reached.
    /// </returns>
    public bool Send(EncodedPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return Send(packet, isVolatile: false);
    }

    /// <summary>Emits an event with one argument and waits for the client's answer.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <typeparam name="TAnswer">The type of the answer's first argument.</typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="timeout">How long to wait; <see cref="SocketIOOptions.AckTimeout"/> if null.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public Task<Answer<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name, T argument, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        EmitWithAckAsync(name, argument, TypeInfo<T>(), TypeInfo<TAnswer>(), timeout, cancellation);

    /// <inheritdoc cref="EmitWithAckAsync{T, TAnswer}(string, T, TimeSpan?, CancellationToken)"/>
    public async Task<Answer<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name,
        T argument,
        JsonTypeInfo<T> typeInfo,
        JsonTypeInfo<TAnswer> answerType,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(answerType);
        var id = Namespace.NextAckId();
        var packet = EncodedPacket.Event(
            Namespace.Name,
            name,
            (argument, type: SocketIOJson.For(typeInfo)),
            static (json, s) => JsonSerializer.Serialize(json, s.argument, s.type),
            ackId: id);
        var pending = new SingleAnswer<TAnswer>(SocketIOJson.For(answerType));
        if (!TryAsk(id, packet, pending))
            return new Answer<TAnswer>(AnswerOutcome.Disconnected, default);
        try
        {
            return await pending.WaitAsync(timeout ?? _server.Options.AckTimeout, _server.Time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Forget(id);
        }
    }

    internal bool TryAsk(long id, EncodedPacket packet, IPendingAnswer pending)
    {
        PendingAnswers table;
        lock (_gate)
        {
            if (_reason is not null)
                return false;
            table = _pending ??= new PendingAnswers(_server.Options.MaxPendingAnswers);
        }

        if (!table.TryAdd(id, pending))
            return false;
        if (Send(packet))
            return true;
        table.Remove(id);
        return false;
    }

    internal void Forget(long id) => _pending?.Remove(id);

    internal void OnAnswer(long id, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments) =>
        _pending?.Answer(id, json, attachments);

    internal bool Send(EncodedPacket packet, bool isVolatile)
    {
        if (isVolatile)
            return Connected && _client?.SendVolatile(packet) == true;
        if (_server.Options.Recovery is not null && packet.Offset is not null)
            return SendRecoverable(packet);
        return _welcomed && _client is { } client && client.Send(packet);
    }
}
