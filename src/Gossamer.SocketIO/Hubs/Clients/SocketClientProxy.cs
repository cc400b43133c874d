using System.ComponentModel;
using Gossamer.SocketIO.Acks;

namespace Gossamer.SocketIO.Hubs;

/// <summary>What the proxies of hubs' client interfaces are made from: emits events. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SocketClientProxy
{
    private readonly SocketClientTarget _target;

    /// <summary>A proxy of those who are meant.</summary>
    /// <param name="target">Who is meant.</param>
    protected SocketClientProxy(SocketClientTarget target) => _target = target;

    /// <summary>Emits an event.</summary>
    protected ValueTask EmitAsync<TArguments>(
        string eventName,
        TArguments arguments,
        Action<SocketArgumentWriter, TArguments> write,
        CancellationToken cancellation = default)
    {
        var emitter = _target.Emitter;
        return emitter.EmitAsync(
            emitter.EncodeState(eventName, (arguments, write, emitter), static (json, s) =>
                s.write(new SocketArgumentWriter(json, s.emitter), s.arguments)),
            cancellation);
    }

    /// <summary>Emits an event to the one client and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">Not one client is meant.</exception>
    protected Task<AckResult<TAnswer>> AskAsync<TArguments, TAnswer>(
        string eventName,
        TArguments arguments,
        Action<SocketArgumentWriter, TArguments> write,
        CancellationToken cancellation = default)
    {
        if (!_target.IsOne)
            throw new InvalidOperationException(
                $"\"{eventName}\" has an answer, which one client can give: use Clients.Caller or Clients.Client(id). To ask many there is "
                + "BroadcastOperator.EmitWithAckAsync.");
        var emitter = _target.Emitter;
        var request = emitter.RequestState(
            eventName,
            (arguments, write, emitter),
            static (json, s) => s.write(new SocketArgumentWriter(json, s.emitter), s.arguments),
            AnswerFormat<TAnswer>.Of(emitter.JsonOptions));
        return _target.Socket is { } socket
            ? socket.AskAsync(request, timeout: null, cancellation)
            : AskElsewhereAsync(request, cancellation);
    }

    /// <summary>Like <see cref="AskAsync"/>, for methods that give the answer itself.</summary>
    /// <exception cref="NoAnswerException">There is no answer.</exception>
    /// <exception cref="InvalidOperationException">Not one client is meant.</exception>
    protected async Task<TAnswer> AnswerAsync<TArguments, TAnswer>(
        string eventName,
        TArguments arguments,
        Action<SocketArgumentWriter, TArguments> write,
        CancellationToken cancellation = default)
    {
        var result = await AskAsync<TArguments, TAnswer>(eventName, arguments, write, cancellation).ConfigureAwait(false);
        return result.IsAnswered ? result.Value! : throw new NoAnswerException(eventName, result.Outcome);
    }

    /// <summary>By way of the adapter, if that knows how to ask other servers' clients.</summary>
    private async Task<AckResult<TAnswer>> AskElsewhereAsync<TAnswer>(AckRequest<TAnswer> request, CancellationToken cancellation)
    {
        var results = await _target.Receivers.AskAsync(request, timeout: null, cancellation).ConfigureAwait(false);
        return results switch
        {
            { Asked: 0 } => new AckResult<TAnswer>(AckOutcome.Disconnected, default),
            { Values: [var answer, ..] } => new AckResult<TAnswer>(AckOutcome.Answered, answer),
            _ => new AckResult<TAnswer>(AckOutcome.TimedOut, default),
        };
    }
}
