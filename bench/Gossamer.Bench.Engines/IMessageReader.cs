namespace Gossamer.Bench.Engines;

/// <summary>Takes what clients are sent; of several, from several threads.</summary>
internal interface IMessageReader
{
    void Read(ReadOnlySpan<byte> message);

    /// <summary>All that had come is read.</summary>
    ValueTask PauseAsync();
}
