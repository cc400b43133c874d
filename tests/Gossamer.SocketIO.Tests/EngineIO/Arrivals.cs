using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

/// <summary>What transports do with packets.</summary>
internal static class Arrivals
{
    /// <summary>A packet that arrives alone.</summary>
    public static ValueTask ReceiveAloneAsync(this EngineSession session, in EnginePacket packet)
    {
        var handling = session.ReceiveAsync(packet);
        session.OnArrivedHandled();
        return handling;
    }
}
