namespace Gossamer.SocketIO.Packets;

/// <summary>What a packet from a client may hold at the most.</summary>
/// <param name="MaxAttachments">Binary frames of one packet.</param>
/// <param name="MaxAttachmentBytes">Bytes of all attachments of one packet together.</param>
/// <param name="MaxNamespaceBytes">Bytes of a namespace, its query included.</param>
internal readonly record struct PacketLimits(int MaxAttachments, long MaxAttachmentBytes = long.MaxValue, int MaxNamespaceBytes = 1024);
