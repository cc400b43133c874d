using System.Net.Sockets;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>One connection, and the conversations that it hears.</summary>
internal sealed class Client : IDisposable
{
    private readonly RawWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<int, (Conversation Conversation, int Seat)> _heard = [];

    public Client(RawWebSocket socket) => _socket = socket;

    /// <summary>Ends, with an exception, only if the server closes the connection.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    /// <summary>Before <see cref="Start"/>.</summary>
    public void Hear(Conversation conversation, int seat) => _heard.Add(conversation.Number, (conversation, seat));

    public void Start() => Receiving = Task.Run(ReceiveAsync);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frames)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frames);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var reader = new ArrivalReader();
        HashSet<Conversation> advanced = [];
        Action<int> arrived = number =>
        {
            var (conversation, seat) = _heard[number];
            conversation.Arrived(seat);
            advanced.Add(conversation);
        };
        try
        {
            while (await _socket.ReceiveAsync(buffer) is > 0 and var bytes)
            {
                reader.Read(buffer.AsSpan(0, bytes), arrived);
                foreach (var conversation in advanced)
                    await conversation.GoOnAsync();
                advanced.Clear();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed of: the measurement is over
        }

        throw new InvalidOperationException("A server closed a connection under load.");
    }
}
