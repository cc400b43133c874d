namespace Gossamer.Bench.Engines;

/// <summary>Counts what clients in the mode <c>changes</c> are told.</summary>
internal sealed class ChangesReader : IMessageReader
{
    private long _messages;
    private long _names;
    private long _bytes;

    public long Messages => Interlocked.Read(ref _messages);

    public long Names => Interlocked.Read(ref _names);

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Read(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith("42[\"presence\","u8))
            return;
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _names, (message.Count((byte)'"') - 6) / 2); // beside "presence", "joined" and "left"
        Interlocked.Add(ref _bytes, message.Length);
    }

    public ValueTask PauseAsync() => default;
}
