using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace BinaryStream;

/// <summary>The files, on disk for as long as this process lives, under names that are not the clients'.</summary>
internal sealed class FileTable : IDisposable
{
    public const long MaxFileBytes = 256L << 20;
    private const long MaxBytes = 1L << 30; // of all files, and of what uploads have said that they will send
    private const int MaxFiles = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gossamer-binary-stream-");
    private long _bytes;
    private int _count; // uploads too

    public IReadOnlyList<StoredFile> All
    {
        get
        {
            lock (_gate)
                return [.. _files.Values];
        }
    }

    public bool TryFind(string? id, [NotNullWhen(true)] out StoredFile? file)
    {
        file = null;
        lock (_gate)
            return id is not null && _files.TryGetValue(id, out file);
    }

    /// <summary>Takes room for a file of that length, until <see cref="GiveBack"/>, or <see cref="Remove"/> of what was added.</summary>
    public bool TryReserve(long length, [NotNullWhen(true)] out SafeFileHandle? handle)
    {
        handle = null;
        lock (_gate)
        {
            if (_count >= MaxFiles || _bytes + length > MaxBytes)
                return false;
            (_count, _bytes) = (_count + 1, _bytes + length);
        }

        var path = Path.Combine(_folder.FullName, RandomNumberGenerator.GetHexString(16));
        handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        return true;
    }

    public StoredFile Add(string name, long length, string sha256, SafeFileHandle handle)
    {
        var file = new StoredFile(RandomNumberGenerator.GetHexString(16), name, length, sha256, handle);
        lock (_gate)
            _files.Add(file.Id, file);
        return file;
    }

    public bool Remove(string id)
    {
        StoredFile? file;
        lock (_gate)
        {
            if (!_files.Remove(id, out file))
                return false;
        }

        GiveBack(file.Length, file.Handle);
        return true;
    }

    public void GiveBack(long length, SafeFileHandle handle)
    {
        handle.Dispose(); // who reads it at this moment learns so at the next piece
        lock (_gate)
            (_count, _bytes) = (_count - 1, _bytes - length);
    }

    public void Dispose()
    {
        foreach (var file in All)
            file.Handle.Dispose();
        _folder.Delete(recursive: true);
    }
}
