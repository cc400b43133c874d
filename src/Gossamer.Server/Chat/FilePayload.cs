using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Server.Chat;

/// <summary>
/// A file on its way to another server, as a node message:
/// <code>
/// payload = length (4 bytes, little-endian, of the frame) frame (FileFrame) data
/// </code>
/// </summary>
internal static class FilePayload
{
    private const int HeadLength = sizeof(uint);

    public static byte[] Write(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> data)
    {
        var payload = GC.AllocateUninitializedArray<byte>(HeadLength + frame.Length + data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)frame.Length);
        frame.CopyTo(payload.AsSpan(HeadLength));
        data.CopyTo(payload.AsSpan(HeadLength + frame.Length));
        return payload;
    }

    /// <summary>False when it is no file that may be sent. What it reads is copied.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, FileLimits options, out ReadOnlyMemory<byte> frame, [NotNullWhen(true)] out SentFile? file)
    {
        (frame, file) = (default, null);
        if (payload.Length < HeadLength || BinaryPrimitives.ReadUInt32LittleEndian(payload) is var length
            && length > payload.Length - HeadLength)
            return false;
        var text = payload.Slice(HeadLength, (int)length);
        var data = payload[(HeadLength + (int)length)..];
        if (data.IsEmpty || data.Length > options.MaxBytes || !FileFrame.TryRead(text, options, out file))
            return false;
        frame = text.ToArray();
        file = file with { Data = data.ToArray() };
        return true;
    }
}
