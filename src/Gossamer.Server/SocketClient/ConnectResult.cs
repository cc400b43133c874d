namespace Gossamer.Server.SocketClient;

/// <summary>What came of connecting.</summary>
internal abstract record ConnectResult
{
    /// <param name="Socket">Open; whoever has it disposes of it.</param>
    /// <param name="SessionId">The secret id of the session that the client has now; null: it cannot come back.</param>
    internal sealed record Connected(ClientSocket Socket, string? SessionId) : ConnectResult;

    /// <summary>The server answered that this client may not connect.</summary>
    internal sealed record Refused(string Code, string Message) : ConnectResult;

    /// <summary>No server, no answer, or none that is Socket.IO.</summary>
    internal sealed record Failed(string Reason) : ConnectResult;
}
