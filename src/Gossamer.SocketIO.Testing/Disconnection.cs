namespace Gossamer.SocketIO.Testing;

/// <summary>How a client was disconnected.</summary>
/// <param name="Reason">
/// What its <c>disconnect</c> handler would get: "io server disconnect", "io client disconnect", "transport close" or "parse error".
/// </param>
/// <param name="Description">
/// With "transport close": why the server closed the connection, in the words of <see cref="DisconnectReason"/> ("too slow", "server
/// shutting down", "ping timeout"); null if the client closed or lost it. With "parse error": what could not be read.
/// </param>
public sealed record Disconnection(string Reason, string? Description)
{
    /// <inheritdoc/>
    public override string ToString() => Description is null ? Reason : $"{Reason} ({Description})";
}
