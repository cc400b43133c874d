using System.Buffers.Binary;
using System.Text;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// A message of a link between two servers, as it stands on a subject:
/// <code>
/// 1 byte    version, 1
/// 1 byte    kind (LinkMessageKind)
/// 16 bytes  the link: a number that the server that opened it drew
/// 8 bytes   a piece's number, from 1; of Taken: the last that was taken; of Close: the sender's life; else 0. Little endian, as the next
/// 2 bytes   length of the sender's id
///           the sender's id, UTF-8
///           the rest: a piece of a frame; of Close: the code, 2 bytes, and the detail in UTF-8; else LinkTerms
/// </code>
/// </summary>
internal readonly ref struct LinkMessage
{
    internal const int MaxSenderBytes = 3 * 128; // UTF-8 of the longest id
    internal const int MaxDetailBytes = 512;
    private const byte Version = 1;
    private const int FixedBytes = 1 + 1 + 16 + 8 + 2;

    internal LinkMessageKind Kind { get; private init; }

    internal Guid Link { get; private init; }

    internal ulong Number { get; private init; }

    internal NodeId Sender { get; private init; }

    internal ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>How many bytes stand before the data of a message of that sender.</summary>
    internal static int HeaderBytes(NodeId sender) => FixedBytes + Encoding.UTF8.GetByteCount(sender.Value);

    internal static byte[] Write(LinkMessageKind kind, Guid link, NodeId sender, ulong number = 0, ReadOnlySpan<byte> data = default)
    {
        var header = HeaderBytes(sender);
        var bytes = new byte[header + data.Length];
        (bytes[0], bytes[1]) = (Version, (byte)kind);
        link.TryWriteBytes(bytes.AsSpan(2));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(18), number);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(26), (ushort)(header - FixedBytes));
        Encoding.UTF8.GetBytes(sender.Value, bytes.AsSpan(FixedBytes));
        data.CopyTo(bytes.AsSpan(header));
        return bytes;
    }

    internal static byte[] WriteClose(Guid link, NodeId sender, ulong life, LinkClose reason)
    {
        var detail = Encoding.UTF8.GetBytes(reason.Detail ?? "").AsSpan();
        if (detail.Length > MaxDetailBytes)
            detail = detail[..MaxDetailBytes]; // cut within a character it is read with a mark in its place
        Span<byte> data = stackalloc byte[2 + detail.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(data, (ushort)reason.Code);
        detail.CopyTo(data[2..]);
        return Write(LinkMessageKind.Close, link, sender, life, data);
    }

    /// <returns>False: it is none that this version knows.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out LinkMessage message)
    {
        message = default;
        if (bytes.Length < FixedBytes || bytes[0] != Version
            || (LinkMessageKind)bytes[1] is LinkMessageKind.None or > LinkMessageKind.Close)
            return false;
        var sender = BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]);
        if (sender is 0 or > MaxSenderBytes || bytes.Length < FixedBytes + sender)
            return false;
        message = new()
        {
            Kind = (LinkMessageKind)bytes[1],
            Link = new Guid(bytes[2..18]),
            Number = BinaryPrimitives.ReadUInt64LittleEndian(bytes[18..]),
            Sender = new(Encoding.UTF8.GetString(bytes.Slice(FixedBytes, sender))),
            Data = bytes[(FixedBytes + sender)..],
        };
        return true;
    }

    /// <summary>Why a link was closed, of a message of that kind. A code that this version does not know is none.</summary>
    internal static LinkClose ReadClose(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2)
            return new(LinkCloseCode.ConnectionLost, "closed without a reason");
        var code = (LinkCloseCode)BinaryPrimitives.ReadUInt16LittleEndian(data);
        var detail = data.Length > 2 ? Encoding.UTF8.GetString(data[2..Math.Min(data.Length, 2 + MaxDetailBytes)]) : null;
        return Enum.IsDefined(code) && code >= LinkCloseCode.Goodbye ? new(code, detail) : new(LinkCloseCode.ConnectionLost, detail);
    }
}
