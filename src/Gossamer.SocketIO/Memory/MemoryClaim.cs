using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Recovery;

namespace Gossamer.SocketIO.Memory;

/// <summary>One for whom memory is held, and how much.</summary>
/// <param name="Bytes">Its share: of what several hold a part.</param>
/// <param name="Release">Lets go of it, given how much is too much in all.</param>
internal readonly record struct MemoryClaim(long Bytes, Action<long> Release)
{
    public static MemoryClaim Of(EngineSession session, long bytes) => new(bytes, _ => session.Close(CloseReason.MemoryExhausted));

    /// <summary>A socket whose client is away.</summary>
    public static MemoryClaim Of(Socket socket, RecoverableSockets waiting) => new(socket.HeldBytes, _ => waiting.GiveUp(socket));
}
