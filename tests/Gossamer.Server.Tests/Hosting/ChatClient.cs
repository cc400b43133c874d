using System.Text.Json;
using System.Threading.Channels;
using SocketIOClient;
using SocketIOClient.Transport;
using Client = SocketIOClient.SocketIO;

namespace Gossamer.Server.Tests.Hosting;

/// <summary>SocketIOClient, as a chat user drives it.</summary>
internal sealed class ChatClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Client _client;
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> _rejected = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<string[]> _lists = Channel.CreateUnbounded<string[]>();

    private ChatClient(Client client)
    {
        _client = client;
        client.On("im", response => _messages.Writer.TryWrite(response.GetValue(0)));
        client.On("rejected", response => _rejected.Writer.TryWrite(response.GetValue(0)));
        client.On("update_client", response => _lists.Writer.TryWrite(
            [.. response.GetValue(0).GetProperty("list").EnumerateArray().Select(name => name.GetString()!)]));
    }

    public bool HasMessage => _messages.Reader.TryPeek(out _);

    public static async Task<ChatClient> ConnectAsync(Uri server, TransportProtocol transport = TransportProtocol.WebSocket, int engine = 4)
    {
        var client = new ChatClient(new Client(server, new SocketIOOptions
        {
            EIO = engine,
            Transport = transport,
            AutoUpgrade = false,
            Reconnection = false,
        }));
        // ConnectAsync may return before the server has let the client in, and what is sent before that is lost.
        var isIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client._client.OnConnected += (_, _) => isIn.TrySetResult();
        await client._client.ConnectAsync().WaitAsync(Patience);
        await isIn.Task.WaitAsync(Patience);
        return client;
    }

    public Task IdentifyAsync(object identity) => _client.EmitAsync("identify", identity);

    public Task SendAsync(object message) => SendAsync("im", message);

    public Task SendAsync(string name, object message) => _client.EmitAsync(name, message);

    public Task<JsonElement> AskAsync(object message) => AskAsync("im", message);

    public async Task<JsonElement> AskAsync(string name, object message)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _client.EmitAsync(name, response => answer.SetResult(response.GetValue(0)), message);
        return await answer.Task.WaitAsync(Patience);
    }

    public Task<JsonElement> NextMessageAsync() => _messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task<JsonElement> NextRejectionAsync() => _rejected.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits for the next list, whatever it holds.</summary>
    public Task<string[]> ListAsync() => _lists.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits for a list of exactly these names; others before it are passed over.</summary>
    public async Task SeeAsync(params string[] names)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!(await _lists.Reader.ReadAsync(patience.Token)).SequenceEqual(names, StringComparer.Ordinal))
        {
        }
    }

    public Task DisconnectAsync() => _client.DisconnectAsync().WaitAsync(Patience);

    public void Dispose() => _client.Dispose();
}
