namespace Gossamer.SocketIO.Packets;

/// <summary>
/// A packet whose attachments have not all arrived: they follow it, each a binary message, with nothing between them. Bounded in
/// count by <see cref="PacketLimits.MaxAttachments"/> and in bytes by <see cref="PacketLimits.MaxAttachmentBytes"/>.
/// </summary>
internal struct BinaryAssembly
{
    private Packet _packet;
    private ReadOnlyMemory<byte>[]? _attachments;
    private int _count;
    private long _bytes;
    private int _textBytes;

    public readonly bool IsPending => _attachments is not null;

    /// <summary>What has come of the packet, in bytes; 0 when none is under way.</summary>
    public readonly long HeldBytes => _bytes + _textBytes;

    /// <summary>Keeps a copy of the packet, whose memory is the receive buffer's.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="textBytes">Its length as it came.</param>
    public void Begin(in Packet packet, int textBytes)
    {
        _packet = packet with { Namespace = packet.Namespace.ToArray(), Data = packet.Data.ToArray() };
        _attachments = new ReadOnlyMemory<byte>[packet.Attachments];
        (_count, _bytes, _textBytes) = (0, 0, textBytes);
    }

    /// <returns>False when the attachment is one too many or too large.</returns>
    public bool TryAdd(ReadOnlyMemory<byte> attachment, PacketLimits limits)
    {
        _bytes += attachment.Length;
        if (_attachments is null || _bytes > limits.MaxAttachmentBytes)
            return false;
        _attachments[_count++] = attachment.ToArray();
        return true;
    }

    public bool TryComplete(out Packet packet, out ReadOnlyMemory<byte>[] attachments)
    {
        (packet, attachments) = (_packet, _attachments ?? []);
        if (_attachments is null || _count < _attachments.Length)
            return false;
        this = default;
        return true;
    }
}
