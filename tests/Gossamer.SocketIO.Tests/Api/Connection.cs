using System.Threading.Channels;

namespace Gossamer.SocketIO.Tests.Api;

/// <summary>
/// A client that speaks the protocol by hand: Socket.IO packets in and out as they stand on the dialect, without the "4" of Engine.IO.
/// Answers heartbeats.
/// </summary>
internal abstract class Connection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Channel<object> _packets = Channel.CreateUnbounded<object>();
    private readonly Queue<object> _beforeReply = new();
    private readonly Channel<int> _pongs = Channel.CreateUnbounded<int>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected Connection(Dialect dialect) => Dialect = dialect;

    public Dialect Dialect { get; }

    /// <summary>The handshake's JSON.</summary>
    public string Handshake { get; protected set; } = "";

    public string SessionId => System.Text.Json.JsonDocument.Parse(Handshake).RootElement.GetProperty("sid").GetString()!;

    /// <summary>Ends when the session has ended, by whomever.</summary>
    public Task Closed => _closed.Task.WaitAsync(Patience);

    public static async Task<Connection> OpenAsync(Uri server, Dialect dialect, string query, Action<IConnectionOptions>? configure)
    {
        var path = $"/socket.io/?EIO={dialect.Revision}&transport={(dialect.Polls ? "polling&b64=1" : "websocket")}{query}";
        return dialect.Polls
            ? await PollingConnection.OpenAsync(new Uri(server, path), dialect)
            : await WebSocketConnection.OpenAsync(new UriBuilder(new Uri(server, path)) { Scheme = "ws" }.Uri, dialect, configure);
    }

    /// <summary>Joins a namespace and returns what the server says to that.</summary>
    public async Task<string> JoinAsync(string ns = "/", string auth = "")
    {
        if (Dialect.Revision == 4 || ns != "/")
            await SendAsync("0" + (ns == "/" ? auth : $"{ns},{auth}"));
        var reply = await NextAsync();
        if (Dialect.Revision == 3 && ns != "/" && reply == "0")
            reply = await NextAsync(); // the main namespace comes first
        return reply;
    }

    /// <summary>Comes back to a session. What it missed comes before the answer, and is what is next.</summary>
    /// <returns>The answer, and how much came before it.</returns>
    public async Task<(string Reply, int Missed)> ReturnAsync(string auth)
    {
        await SendAsync("0" + auth);
        var before = new List<object>();
        object packet;
        while ((packet = await NextOfAnyKindAsync()) is not string { Length: > 0 } reply || reply[0] is not ('0' or '4'))
            before.Add(packet);
        before.ForEach(_beforeReply.Enqueue);
        return ((string)packet, before.Count);
    }

    /// <summary>Sends a packet, its attachments behind it.</summary>
    public async Task SendAsync(string packet, params byte[][] attachments)
    {
        await WriteAsync("4" + packet);
        foreach (var attachment in attachments)
            await WriteAsync(attachment);
    }

    /// <summary>Sends a binary message alone.</summary>
    public Task SendBinaryAsync(byte[] message) => WriteAsync(message);

    /// <summary>Asks with an ack id and returns the answer's JSON.</summary>
    public async Task<string> AskAsync(string json, long id = 7, string ns = "")
    {
        await SendAsync($"2{ns}{id}{json}");
        var answer = await NextAsync();
        answer.ShouldStartWith($"3{ns}{id}");
        return answer[$"3{ns}{id}".Length..];
    }

    /// <summary>The next packet, which must be text.</summary>
    public async Task<string> NextAsync() => (string)await NextOfAnyKindAsync();

    public async Task<byte[]> NextBinaryAsync() => (byte[])await NextOfAnyKindAsync();

    public async Task<byte[][]> NextBinariesAsync(int count)
    {
        var all = new byte[count][];
        for (var i = 0; i < count; i++)
            all[i] = await NextBinaryAsync();
        return all;
    }

    /// <summary>Nothing more has come than what was read: a question goes to the server and its answer is the next packet.</summary>
    public async Task ShouldHaveNothingAsync(string ns = "")
    {
        await SendAsync($"2{ns}99[\"nothing more?\"]");
        (await NextAsync()).ShouldBe($"3{ns}99[]");
    }

    /// <summary>Handles the event by which <see cref="ShouldHaveNothingAsync"/> asks.</summary>
    public static void AnswerNothingMore(Socket socket) => socket.On("nothing more?", () => { });

    /// <summary>A heartbeat has been answered; what is sent now comes behind the answer.</summary>
    public async Task PongedAsync() => await _pongs.Reader.ReadAsync(ApiServer.Cancelled).AsTask().WaitAsync(Patience);

    /// <summary>Ends the session in good order.</summary>
    public abstract Task CloseAsync();

    /// <summary>Goes without a word.</summary>
    public abstract void Abort();

    public abstract ValueTask DisposeAsync();

    protected abstract Task WriteAsync(string packet);

    protected abstract Task WriteAsync(byte[] message);

    protected async Task ReceiveAsync(string packet)
    {
        switch (packet[0])
        {
            case '0':
                Handshake = packet[1..];
                break;
            case '1':
                End();
                break;
            case '2' when Dialect.Revision == 4:
                await WriteAsync("3");
                _pongs.Writer.TryWrite(0);
                break;
            case '4':
                _packets.Writer.TryWrite(packet[1..]);
                break;
        }
    }

    protected void Receive(byte[] message) => _packets.Writer.TryWrite(message);

    protected void End()
    {
        _packets.Writer.TryComplete();
        _closed.TrySetResult();
    }

    private async Task<object> NextOfAnyKindAsync()
    {
        if (_beforeReply.TryDequeue(out var packet))
            return packet;
        try
        {
            return await _packets.Reader.ReadAsync(ApiServer.Cancelled).AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException("No packet came.", e);
        }
    }
}
