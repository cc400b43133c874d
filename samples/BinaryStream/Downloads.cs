using System.Collections.Concurrent;
using Gossamer.SocketIO;

namespace BinaryStream;

/// <summary>
/// The downloads of one client. They run beside its event handlers, not in them: while a handler has not ended the client's next events
/// wait, "cancel" among them.
/// </summary>
internal sealed class Downloads(Socket socket, FileTable files)
{
    private const int PieceBytes = 64 * 1024;
    private const int MaxAtOnce = 4;

    private static long _sentBytes;

    private readonly ConcurrentDictionary<int, bool> _running = new(); // a download that is not in here is cancelled

    /// <summary>Of all clients, since the start.</summary>
    public static long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>The client numbers its downloads, so that it knows what pieces belong to which come before the answer.</summary>
    public object Begin(int download, string? id)
    {
        if (!files.TryFind(id, out var file))
            return new { error = new EventError("no-file", "There is none of that id.") };
        if (_running.Count >= MaxAtOnce || !_running.TryAdd(download, true)) // nobody else adds: a socket's events run one at a time
            return new { error = new EventError("busy", "That number is in use, or too many are.") };
        _ = SendAllAsync(download, file);
        return new { length = file.Length };
    }

    public void Cancel(int download) => _running.TryRemove(download, out _);

    private async Task SendAllAsync(int download, StoredFile file)
    {
        await Task.Yield(); // to be answered, a client need not wait for the first pieces
        string? error = null;
        try
        {
            await SendPiecesAsync(download, file);
        }
        catch (ObjectDisposedException)
        {
            error = "removed";
        }

        if (!_running.TryRemove(download, out _))
            error = "cancelled";
        await socket.EmitAsync("end", download, new { length = file.Length, sha256 = file.Sha256, error });
    }

    private async Task SendPiecesAsync(int download, StoredFile file)
    {
        var at = 0L;
        for (var number = 0; at < file.Length && socket.Connected && _running.ContainsKey(download); number++)
        {
            ReadOnlyMemory<byte> piece = await ReadAsync(file, at);
            await socket.EmitAsync("data", download, number, piece); // waits for room: this is the backpressure
            Interlocked.Add(ref _sentBytes, piece.Length);
            at += piece.Length;
        }
    }

    /// <summary>Into memory of its own: a piece is the outbox's until it is written.</summary>
    private static async ValueTask<byte[]> ReadAsync(StoredFile file, long at)
    {
        var piece = new byte[Math.Min(PieceBytes, file.Length - at)];
        var read = await RandomAccess.ReadAsync(file.Handle, piece, at);
        return read == piece.Length ? piece : piece[..read];
    }
}
