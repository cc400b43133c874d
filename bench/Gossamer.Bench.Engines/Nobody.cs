namespace Gossamer.Bench.Engines;

/// <summary>For clients that are sent what nobody looks at.</summary>
internal sealed class Nobody : IMessageReader
{
    public static readonly Nobody Instance = new();

    public void Read(ReadOnlySpan<byte> message)
    {
    }

    public ValueTask PauseAsync() => default;
}
