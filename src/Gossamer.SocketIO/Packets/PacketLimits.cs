namespace Gossamer.SocketIO.Packets;

/// <summary>What a packet from a client may hold at the most.</summary>
internal readonly record struct PacketLimits(int MaxAttachments, int MaxNamespaceBytes = 256);
