using System.Net.Sockets;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Rooms;

/// <summary>One connection: sends what it is told to, reads what comes, and has the place of what has arrived everywhere taken.</summary>
internal sealed class RoomsClient : IDisposable
{
    private static readonly byte[] Joined = "joined"u8.ToArray();

    private readonly RawWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1); // one frame at a time, whoever sends
    private readonly ArrivalReader _reader = new();
    private long _received;

    private RoomsClient(RawWebSocket socket) => _socket = socket;

    /// <summary>Messages that have arrived so far.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Connects, and waits until the server has put it into its rooms.</summary>
    public static async Task<RoomsClient> JoinAsync(Cluster cluster, Seating seating, int index)
    {
        var socket = await cluster.Protocol.ConnectAsync(cluster[Seating.ServerOf(index)], seating.RoomsOf(index));
        await socket.SendAsync(ClientFrames.Text(Encoding.ASCII.GetBytes(cluster.Protocol.Hello)));
        var buffer = new byte[1024];
        for (var length = 0; buffer.AsSpan(0, length).IndexOf(Joined) < 0;)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += count > 0 ? count : throw new InvalidOperationException($"{cluster.Name} let a client not in.");
        }

        return new(socket);
    }

    public async ValueTask SendAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends when the client is disposed of; with an exception if the server closes the connection.</summary>
    public async Task ReceiveAsync(RoomsLoad load)
    {
        List<Slot> complete = [];
        void Arrived(int index, int number)
        {
            Volatile.Write(ref _received, _received + 1);
            if (load.Arrived(index, number) is { } slot)
                complete.Add(slot);
        }

        Action<int, int> arrived = Arrived;
        try
        {
            while (await _socket.ReceiveAsync(_reader.Free) is > 0 and var bytes)
            {
                _reader.Read(bytes, arrived);
                foreach (var slot in complete)
                    await load.SendNextAsync(slot);
                complete.Clear();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // disposed of: the measurement is over
        }

        throw new InvalidOperationException("A server closed a connection under load.");
    }

    /// <summary>The semaphore is left: it has no handle, and who sends may still hold it.</summary>
    public void Dispose() => _socket.Dispose();
}
