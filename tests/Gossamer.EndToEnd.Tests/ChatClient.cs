using System.Text.Json;
using System.Threading.Channels;
using SocketIOClient;
using SocketIOClient.Transport;

namespace Gossamer.EndToEnd.Tests;

/// <summary>How a SocketIOClient connects.</summary>
public sealed record ClientKind(int EngineIO, TransportProtocol Transport, bool AutoUpgrade)
{
    public override string ToString() => $"Engine.IO {EngineIO}, {Transport}{(AutoUpgrade ? " upgraded" : "")}";
}

/// <summary>The .NET client behind a few awaitable calls. Each wait is bounded and says what it waited for.</summary>
internal sealed class ChatClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SocketIO _socket;
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<string[]> _lists = Channel.CreateUnbounded<string[]>();
    private readonly Channel<JsonElement> _refusals = Channel.CreateUnbounded<JsonElement>();

    private ChatClient(Uri url, ClientKind kind)
    {
        _socket = new SocketIO(url, new SocketIOOptions
        {
            EIO = kind.EngineIO,
            Transport = kind.Transport,
            AutoUpgrade = kind.AutoUpgrade,
            ConnectionTimeout = Patience,
            Reconnection = false,
        });
        _socket.On("im", response => _messages.Writer.TryWrite(response.GetValue().Clone()));
        _socket.On("update_client", response => _lists.Writer.TryWrite(response.GetValue().GetProperty("list").Deserialize<string[]>()!));
        _socket.On("rejected", response => _refusals.Writer.TryWrite(response.GetValue().Clone()));
    }

    public string User { get; private set; } = "";

    /// <summary>A connected client; with a user it has also said who it is.</summary>
    public static async Task<ChatClient> ConnectAsync(Uri url, ClientKind kind, string? user = null)
    {
        var client = new ChatClient(url, kind);
        // ConnectAsync returns when the transport is open, which may be before the namespace is joined.
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client._socket.OnConnected += (_, _) => connected.TrySetResult();
        await client._socket.ConnectAsync().WaitAsync(Patience);
        await connected.Task.WaitAsync(Patience);
        if (user is null) return client;
        client.User = user;
        await client._socket.EmitAsync("identify", user);
        return client;
    }

    public Task SendAsync(object message) => _socket.EmitAsync("im", message);

    /// <summary>Sends a message and returns the server's acknowledgement.</summary>
    public async Task<JsonElement> AskAsync(object message)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.EmitAsync("im", response => answer.TrySetResult(response.GetValue().Clone()), message);
        return await answer.Task.WaitAsync(Patience);
    }

    public Task<JsonElement> MessageAsync(string text) =>
        NextAsync(_messages, im => im.GetProperty("text").GetString() == text, $"the message {text}");

    public Task<string[]> ListAsync(Predicate<string[]> matches) => NextAsync(_lists, matches, $"{User}: a matching list");

    public Task<JsonElement> RefusalAsync() => NextAsync(_refusals, _ => true, "rejected");

    public async ValueTask DisposeAsync()
    {
        await _socket.DisconnectAsync();
        _socket.Dispose();
    }

    private static async Task<T> NextAsync<T>(Channel<T> channel, Predicate<T> matches, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var next = await channel.Reader.ReadAsync(patience.Token);
                if (matches(next)) return next;
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Waited {Patience} for {what}", late);
        }
    }
}
