using Microsoft.Win32.SafeHandles;

namespace BinaryStream;

/// <summary>A file that was uploaded whole.</summary>
internal sealed record StoredFile(string Id, string Name, long Length, string Sha256, SafeFileHandle Handle)
{
    public object View => new { id = Id, name = Name, length = Length, sha256 = Sha256 };
}
