using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace BinaryStream;

/// <summary>A file on its way up.</summary>
internal sealed class Upload(string name, long length, SafeFileHandle handle) : IDisposable
{
    public const int PieceBytes = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _next;

    public string Name => name;

    public long Length => length;

    public SafeFileHandle Handle => handle;

    public long Received { get; private set; }

    /// <summary>Ends when the piece is written.</summary>
    /// <returns>False for a piece that is not the next, or more than was said to come.</returns>
    public async ValueTask<bool> TryWriteAsync(int number, ReadOnlyMemory<byte> piece)
    {
        if (number != _next || piece.Length is 0 or > PieceBytes || Received + piece.Length > length)
            return false;
        await RandomAccess.WriteAsync(handle, piece, Received);
        _hash.AppendData(piece.Span);
        Received += piece.Length;
        _next++;
        return true;
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
