using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>A message of an <see cref="EngineIOSocket"/> on its way to the handler.</summary>
internal readonly record struct EngineMessage(ReadOnlyMemory<byte> Data, bool IsBinary) : IQueuedMessage<EngineMessage>
{
    public long Size => Data.Length;

    public EngineMessage Detach() => this with { Data = Data.ToArray() };
}
