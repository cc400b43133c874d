namespace Gossamer.SocketIO.Packets;

/// <summary>
/// A packet whose attachments have not all arrived: they follow it, each a binary message, with nothing between them. Bounded in
/// count by <see cref="PacketLimits.MaxAttachments"/> and in bytes by <see cref="PacketLimits.MaxAttachmentBytes"/>.
/// </summary>
internal sealed class BinaryAssembly
{
    private readonly Packet _packet;
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private int _count;
    private long _attachmentBytes;

    /// <summary>Keeps a copy of the packet, whose memory is the receive buffer's.</summary>
    /// <param name="packet">A packet with attachments.</param>
    /// <param name="textBytes">Its length as it came.</param>
    public BinaryAssembly(in Packet packet, int textBytes)
    {
        _packet = packet with { Namespace = packet.Namespace.ToArray(), Data = packet.Data.ToArray() };
        _attachments = new ReadOnlyMemory<byte>[packet.Attachments];
        TextBytes = textBytes;
    }

    public int TextBytes { get; }

    /// <summary>What has come of the packet, in bytes.</summary>
    public long HeldBytes => TextBytes + _attachmentBytes;

    public bool IsComplete => _count == _attachments.Length;

    /// <summary>The packet, once it is complete.</summary>
    public (Packet Packet, ReadOnlyMemory<byte>[] Attachments) Whole => (_packet, _attachments);

    /// <returns>False when the attachment is too large.</returns>
    public bool TryAdd(ReadOnlyMemory<byte> attachment, PacketLimits limits)
    {
        _attachmentBytes += attachment.Length;
        if (_attachmentBytes > limits.MaxAttachmentBytes)
            return false;
        _attachments[_count++] = attachment.ToArray();
        return true;
    }
}
