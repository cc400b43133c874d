namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>How fast somebody may send.</summary>
internal sealed record RateOptions(Rate Packets, Rate Bytes)
{
    public static RateOptions None { get; } = new(default, default);
}
