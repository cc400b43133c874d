using Gossamer.SocketIO;

namespace BinaryStream;

/// <summary>
/// The uploads of one client. Its events are handled one at a time, each when the one before has ended, so that a client which does not
/// wait for answers is not read from meanwhile: the library holds no more than MaxWaitingEvents and MaxPayload of it.
/// </summary>
internal sealed class Uploads(FileTable files)
{
    private const int Window = 8; // pieces on their way: half a MiB fills 40 Mbit/s at 100 ms there and back
    private const int MaxAtOnce = 4;
    private const int MaxName = 255; // UTF-16 units

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Upload> _open = [];
    private int _last;
    private bool _isGone;

    public object Begin(string? name, long length)
    {
        if (name is not { Length: > 0 and <= MaxName } || length is < 1 or > FileTable.MaxFileBytes)
            return Error("bad-file", $"A name, and 1 to {FileTable.MaxFileBytes} bytes, please.");
        lock (_gate)
        {
            if (_isGone || _open.Count >= MaxAtOnce || !files.TryReserve(length, out var handle))
                return Error("no-room", "Finish or remove something first.");
            _open.Add(++_last, new Upload(name, length, handle));
            return new { upload = _last, pieceBytes = Upload.PieceBytes, window = Window };
        }
    }

    /// <summary>A piece is written, and then answered. One that does not fit ends its upload.</summary>
    public async ValueTask<object> WriteAsync(int id, int number, ReadOnlyMemory<byte> piece)
    {
        if (!TryTake(id, out var upload)) // not in the table meanwhile: nobody closes its file while it is written to
            return Error("no-upload", "There is none of that number.");
        bool isWritten;
        try
        {
            isWritten = await upload.TryWriteAsync(number, piece);
        }
        catch (IOException) // the disk is full, say
        {
            isWritten = false;
        }

        if (isWritten && TryPutBack(id, upload))
            return new { received = upload.Received };
        Drop(upload);
        return Error("bad-piece", $"Pieces come in order, of 1 to {Upload.PieceBytes} bytes, and no more than was said.");
    }

    /// <summary>The client says that it has sent all, and what the sum of it is.</summary>
    public object Finish(int id, string? sha256)
    {
        if (!TryTake(id, out var upload))
            return Error("no-upload", "There is none of that number.");
        var sum = upload.Sha256();
        if (upload.Received == upload.Length && string.Equals(sum, sha256, StringComparison.OrdinalIgnoreCase))
        {
            using (upload)
                return files.Add(upload.Name, upload.Length, sum, upload.Handle).View;
        }

        Drop(upload);
        return Error("checksum", $"What came has {upload.Received} bytes and the sum {sum}.");
    }

    /// <summary>The client is gone.</summary>
    public void Drop()
    {
        Upload[] open;
        lock (_gate)
        {
            open = [.. _open.Values];
            _open.Clear();
            _isGone = true;
        }

        foreach (var upload in open)
            Drop(upload);
    }

    private static object Error(string code, string message) => new { error = new EventError(code, message) };

    private bool TryTake(int id, out Upload upload)
    {
        lock (_gate)
            return _open.Remove(id, out upload!);
    }

    private bool TryPutBack(int id, Upload upload)
    {
        lock (_gate)
        {
            if (!_isGone)
                _open.Add(id, upload);
            return !_isGone;
        }
    }

    private void Drop(Upload upload)
    {
        files.GiveBack(upload.Length, upload.Handle);
        upload.Dispose();
    }
}
