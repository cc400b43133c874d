using System.Collections.Concurrent;
using System.Text.Json;
using Gossamer.Server.Conversations;
using Gossamer.Server.SocketClient;
using Gossamer.SocketIO;

namespace Gossamer.Server.ClientLoop;

/// <summary>
/// One connection of the client's: its events and answers become inputs, which bear the connection's number, so that what an old one still
/// says is known for that.
/// </summary>
internal sealed class ChatLink(
    ISocketDialer dialer, string user, Func<ChatInput, ChatLink, CancellationToken, ValueTask> post) : IDisposable
{
    private readonly ConcurrentDictionary<long, Func<JsonElement, ChatInput?>> _awaited = [];
    private readonly CancellationTokenSource _end = new();
    private volatile ClientSocket? _socket;
    private long _lastAck;

    /// <summary>The link's whole life: connects, and reads until it is over. Does not throw.</summary>
    public async Task RunAsync(Uri server, ReturnTicket ticket, string? token, TimeSpan pause, TimeProvider time)
    {
        try
        {
            await Task.Delay(pause, time, _end.Token);
            var result = await dialer.ConnectAsync(server, ticket, token, _end.Token);
            if (result is ConnectResult.Connected connected)
                await ReadAsync(connected);
            else
                await post(InputOf(result), this, _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Ended from this side, which waits for nothing more of it.
        }
    }

    /// <summary>Sends an event. That there is no connection for it, or no longer, is told by the reader.</summary>
    /// <param name="json">The event.</param>
    /// <param name="answer">What its answer says to the state machine; null: no answer is wanted.</param>
    public async Task SendAsync(byte[] json, Func<JsonElement, ChatInput?>? answer)
    {
        if (_socket is not { } socket)
            return;
        var ackId = answer is null ? (long?)null : Await(answer);
        await TrySendAsync(socket, PacketType.Event, json, ackId);
    }

    public Task SayGoodbyeAsync() =>
        _socket is { } socket ? TrySendAsync(socket, PacketType.Disconnect, ReadOnlyMemory<byte>.Empty, null) : Task.CompletedTask;

    public void Dispose()
    {
        _end.Cancel();
        _socket?.Dispose();
    }

    private static ChatInput InputOf(ConnectResult result) => result switch
    {
        ConnectResult.Refused refused => new ChatInput.Refused(refused.Code, refused.Message),
        ConnectResult.Failed failed => new ChatInput.Lost(failed.Reason),
        _ => new ChatInput.Lost("it is over"),
    };

    private async Task ReadAsync(ConnectResult.Connected connected)
    {
        _socket = connected.Socket;
        using (connected.Socket)
        {
            await post(new ChatInput.Connected(connected.SessionId), this, _end.Token);
            try
            {
                while (true)
                {
                    var packet = await connected.Socket.ReadAsync(_end.Token);
                    if (InputOf(packet) is { } input)
                        await post(input, this, _end.Token);
                }
            }
            catch (SocketClientException over)
            {
                await post(new ChatInput.Lost(over.Message), this, _end.Token);
            }
        }
    }

    private ChatInput? InputOf(ServerPacket packet) => packet.Type switch
    {
        PacketType.Event => ChatEvents.Read(packet.Data, user),
        PacketType.Ack when packet.AckId is { } id && _awaited.TryRemove(id, out var answer) => answer(packet.Data),
        PacketType.Disconnect => new ChatInput.Dismissed(),
        _ => null,
    };

    private long Await(Func<JsonElement, ChatInput?> answer)
    {
        var id = Interlocked.Increment(ref _lastAck);
        _awaited[id] = answer;
        return id;
    }

    private async Task TrySendAsync(ClientSocket socket, PacketType type, ReadOnlyMemory<byte> json, long? ackId)
    {
        try
        {
            await socket.SendAsync(type, json, ackId, _end.Token);
        }
        catch (SocketClientException)
        {
            socket.Dispose(); // which its reader notices, and tells
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Ended from this side.
        }
    }
}
