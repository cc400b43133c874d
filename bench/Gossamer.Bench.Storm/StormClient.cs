using System.Net;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Storm;

/// <summary>One client: joins, says who it is, and reads until the storm is over. Between two readings it holds no buffer.</summary>
internal sealed class StormClient(byte[] name, PresenceReader reader, StormScore score) : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);

    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly byte[] _carry = new byte[PresenceReader.MaxCarry];
    private int _carried;
    private bool _wasComplete;
    private RawWebSocket? _socket;

    public long Bytes { get; private set; }

    public int Messages => reader.Messages;

    public async Task JoinAsync(IPEndPoint server, Mode mode, byte[][] watched)
    {
        _socket = await RawWebSocket.JoinAsync(server);
        var who = Encoding.ASCII.GetString(name);
        byte[] first = ClientFrames.Text(Encoding.ASCII.GetBytes(
            $$"""42["identify",{"user":"{{who}}","presence":"{{mode.ToString().ToLowerInvariant()}}"}]"""));
        if (mode == Mode.Watched)
        {
            var names = string.Join(',', watched.Select(static each => $"\"{Encoding.ASCII.GetString(each)}\""));
            first = [.. first, .. ClientFrames.Text(Encoding.ASCII.GetBytes($"""42["watch",[{names}]]"""))];
        }

        await _socket.SendAsync(first);
    }

    /// <summary>Reads until the connection is disposed of or the server ends it.</summary>
    public async Task ReadAsync()
    {
        try
        {
            do
                await _socket!.WaitAsync();
            while (ReadWhatIsThere() && await AnswerAsync());
        }
        catch (Exception end) when (end is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // the storm is over; or the server is gone, and then the score will never be full
        }
    }

    public void Dispose() => _socket?.Dispose();

    private bool ReadWhatIsThere()
    {
        var buffer = _buffer ??= GC.AllocateUninitializedArray<byte>(BufferBytes);
        while (true)
        {
            _carry.AsSpan(0, _carried).CopyTo(buffer);
            var received = _socket!.TryReceive(buffer.AsSpan(_carried));
            if (received == 0)
                return false;
            if (received < 0)
                break;
            Bytes += received;
            var all = buffer.AsSpan(0, _carried + received);
            var rest = all[reader.Read(all)..];
            rest.CopyTo(_carry);
            _carried = rest.Length;
        }

        if (reader.IsComplete != _wasComplete)
        {
            _wasComplete = !_wasComplete;
            score.Change(_wasComplete ? 1 : -1);
        }
        return true;
    }

    private async ValueTask<bool> AnswerAsync()
    {
        for (; reader.Pings > 0; reader.Pings--)
            await _socket!.SendAsync(Pong);
        return true;
    }
}
