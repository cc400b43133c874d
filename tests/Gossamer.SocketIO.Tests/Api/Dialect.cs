namespace Gossamer.SocketIO.Tests.Api;

/// <summary>How a client speaks: the Engine.IO revision (4 below Socket.IO protocol 5, 3 below protocol 4) and the transport.</summary>
public sealed record Dialect(int Revision, bool Polls)
{
    public static Dialect WebSocket { get; } = new(4, Polls: false);

    public static Dialect Polling { get; } = new(4, Polls: true);

    public static Dialect OldWebSocket { get; } = new(3, Polls: false);

    public static Dialect OldPolling { get; } = new(3, Polls: true);

    public static TheoryData<Dialect> All { get; } = [WebSocket, Polling, OldWebSocket, OldPolling];

    /// <summary>One for each protocol.</summary>
    public static TheoryData<Dialect> Both { get; } = [WebSocket, OldWebSocket];

    public override string ToString() => $"EIO={Revision} {(Polls ? "polling" : "websocket")}";
}
