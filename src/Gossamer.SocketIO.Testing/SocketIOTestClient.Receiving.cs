using System.Text.Json;
using Gossamer.SocketIO.Testing.Connections;

namespace Gossamer.SocketIO.Testing;

/// <content>What comes from the server, and the client's handlers.</content>
public sealed partial class SocketIOTestClient
{
    private readonly List<Handler> _handlers = [];
    private Task _handling = Task.CompletedTask;
    private int _waitingForHandlers;
    private Exception? _handlerFailure;

    /// <summary>
    /// Handles an event. Handlers run one at a time and in order, as in a browser, beside what the server does. The events that they
    /// handle are in <see cref="Received"/> as well.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="handler">What it throws fails the next wait, or the end of the host.</param>
    /// <returns>Takes the handler back when it is disposed; it need not be.</returns>
    public IDisposable On(string name, Action<SocketIOTestEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(name, received =>
        {
            handler(received);
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="On(string, Action{SocketIOTestEvent})"/>
    public IDisposable On(string name, Func<SocketIOTestEvent, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(name, handler);
    }

    /// <summary>Handles an event; what the handler returns is the answer, if the server waits for one.</summary>
    /// <inheritdoc cref="On(string, Action{SocketIOTestEvent})"/>
    public IDisposable On<TAnswer>(string name, Func<SocketIOTestEvent, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(name, received => received.AckAsync([handler(received)]));
    }

    /// <inheritdoc cref="On{TAnswer}(string, Func{SocketIOTestEvent, TAnswer})"/>
    public IDisposable On<TAnswer>(string name, Func<SocketIOTestEvent, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(name, async received => await received.AckAsync([await handler(received).ConfigureAwait(false)]).ConfigureAwait(false));
    }

    internal static SocketIOTestException HandlerFailed(Exception failure) =>
        new($"A handler of a test client's threw: {failure.Message}", failure);

    internal void OnPacket(ServerPacket packet)
    {
        switch (packet.Type)
        {
            case PacketType.Connect:
                OnConnected(packet.Data);
                break;
            case PacketType.ConnectError:
                Refuse(ErrorOf(packet.Data));
                break;
            case PacketType.Event or PacketType.BinaryEvent:
                OnEvent(new SocketIOTestEvent(this, packet.AckId, packet.Data, packet.Attachments, _host.Server.Options.Json));
                break;
            case PacketType.Ack or PacketType.BinaryAck:
                OnAnswer(packet.AckId!.Value, new SocketIOTestAnswer(packet.Data, packet.Attachments, _host.Server.Options.Json));
                break;
            default:
                // The connection stays, where socket.io-client closes it with its last namespace: the server is not done with the
                // socket here, and the connection's end would be taken for the socket's.
                End(new Disconnection("io server disconnect", null), isLost: false, inVain: true);
                break;
        }
    }

    /// <param name="disconnection">How it ended.</param>
    /// <param name="isLost">It was the test that ended it, which may bring the client back.</param>
    internal void OnConnectionEnd(Disconnection disconnection, bool isLost) => End(disconnection, isLost: true, inVain: !isLost);

    private static ConnectError ErrorOf(ReadOnlyMemory<byte> data)
    {
        var error = JsonElement.Parse(data.Span);
        return new ConnectError(error.GetProperty("message").GetString()!, error.TryGetProperty("data", out var more) ? more : null);
    }

    private void OnEvent(SocketIOTestEvent received)
    {
        lock (_gate)
        {
            if (_pid is not null)
                _offset = received.Offset ?? _offset;
            foreach (var handler in _handlers)
            {
                if (handler.Name == received.Name)
                    _handling = RunAsync(_handling, handler, received);
            }
        }

        _received.Add(received);
    }

    private void OnAnswer(long id, SocketIOTestAnswer answer)
    {
        TaskCompletionSource<SocketIOTestAnswer>? waiting;
        lock (_gate)
            _unanswered.Remove(id, out waiting);
        waiting?.TrySetResult(answer);
    }

    private Handler Add(string name, Func<SocketIOTestEvent, Task> run)
    {
        ArgumentNullException.ThrowIfNull(name);
        var handler = new Handler(this, name, run);
        lock (_gate)
            _handlers.Add(handler);
        return handler;
    }

    /// <summary>On another thread: the server may hold locks here, and the handler may call it.</summary>
    private async Task RunAsync(Task last, Handler handler, SocketIOTestEvent received)
    {
        var isTooMuch = Interlocked.Increment(ref _waitingForHandlers) > _host.Options.MaxEvents;
        await last.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            if (isTooMuch)
                throw new SocketIOTestException($"{_host.Options.MaxEvents} events wait for handlers (SocketIOTestOptions.MaxEvents).");
            await handler.Run(received).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _handlerFailure, e, null);
            _host.OnHandlerFailed(e);
            _received.Signal();
        }

        Interlocked.Decrement(ref _waitingForHandlers);
    }

    private void ThrowIfHandlerFailed()
    {
        if (Volatile.Read(ref _handlerFailure) is not { } failure)
            return;
        _host.OnFailureTold(failure);
        throw HandlerFailed(failure);
    }

    private sealed class Handler(SocketIOTestClient client, string name, Func<SocketIOTestEvent, Task> run) : IDisposable
    {
        public string Name => name;

        public Task Run(SocketIOTestEvent received) => run(received);

        public void Dispose()
        {
            lock (client._gate)
                client._handlers.Remove(this);
        }
    }
}
