using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;
using Gossamer.Server.SocketClient;
using Gossamer.Server.Tests.Hosting;
using ChatClient = Gossamer.Server.ClientLoop.ChatClient;

namespace Gossamer.Server.Tests.ClientLoop;

/// <summary>A chat client of real servers.</summary>
internal sealed class RunningClient : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ChatClient _client;
    private readonly Task<ChatState> _running;

    public RunningClient(string user, TestServers servers, string? token = null, params int[] order)
    {
        Front = new RecordingFront();
        _client = Create(user, servers, Front, token, order);
        _running = _client.RunAsync(_end.Token);
    }

    public RecordingFront Front { get; }

    /// <param name="user">Who it is.</param>
    /// <param name="servers">Where it may connect to.</param>
    /// <param name="front">What is told.</param>
    /// <param name="token">By what it is known.</param>
    /// <param name="order">Which of them, in the order in which they are tried; none: all.</param>
    public static ChatClient Create(string user, TestServers servers, IChatFront front, string? token = null, params int[] order)
    {
        var indices = order.Length > 0 ? order : [.. Enumerable.Range(0, servers.Config.Servers.Length)];
        var start = new ChatState { User = user, Servers = [.. indices.Select(index => servers.Config.Servers[index].Url)] };
        return new ChatClient(
            start, new SocketDialer(new SocketClientOptions(), TimeProvider.System), () => token, front, TimeProvider.System);
    }

    public static async Task<RunningClient> ReadyAsync(string user, TestServers servers, params int[] order)
    {
        var client = new RunningClient(user, servers, null, order);
        await client.Front.WhenAsync(static state => state.Phase == ChatPhase.Ready);
        return client;
    }

    public Task DoAsync(ChatInput input) => _client.PostAsync(input, TestContext.Current.CancellationToken).AsTask();

    public Task SayAsync(ConversationId to, string text) =>
        DoAsync(new ChatInput.Say(to, text, new MessageId(Guid.CreateVersion7().ToString())));

    public Task<ChatState> EndAsync() => _running.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _client.Dispose();
        _end.Dispose();
    }
}
