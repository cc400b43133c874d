using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Recovery;

namespace Gossamer.SocketIO.Memory;

/// <summary>One for whom memory is held, and how much.</summary>
/// <param name="Bytes">Its share: of what several hold a part.</param>
/// <param name="Release">
/// Lets go of it, given how much is too much in all and what nobody after it holds more than, and tells how much was freed.
/// </param>
internal readonly record struct MemoryClaim(long Bytes, Func<long, long, long> Release)
{
    /// <summary>By this claims are compared.</summary>
    public long LargestPart { get; private init; } = Bytes;

    public static MemoryClaim Of(EngineSession session, long bytes) => new(bytes, (_, _) =>
    {
        session.Close(CloseReason.MemoryExhausted);
        return bytes;
    });

    /// <summary>A socket whose client is away.</summary>
    public static MemoryClaim Of(Socket socket, RecoverableSockets waiting)
    {
        var bytes = socket.HeldBytes;
        return new(bytes, (_, _) =>
        {
            waiting.GiveUp(socket);
            return bytes;
        });
    }

    public static MemoryClaim Of(IMemoryHolder holder, SocketIOServer server)
    {
        var bytes = server.HeldBy(holder);
        return new(bytes, (excess, others) =>
        {
            server.Release(holder, excess, others);
            return Math.Max(0, bytes - server.HeldBy(holder));
        })
        { LargestPart = server.LargestPartOf(holder) };
    }
}
