namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>How fast somebody may send.</summary>
internal sealed record PacketRateOptions(Rate Packets, Rate Bytes)
{
    public static PacketRateOptions None { get; } = new(default, default);
}
