namespace Gossamer.SocketIO.Recovery;

/// <summary>How a client enters a namespace whose recovery is the application's.</summary>
/// <param name="ConnectNumber">Counts the server's CONNECTs of such namespaces, as they came.</param>
/// <param name="PrivateSessionId">The client's own when it is recovered, else a new one.</param>
/// <param name="Connection">What the application knows of the client; null when it starts anew.</param>
/// <param name="UnrecoveredOffset">The offset that a client brought which starts anew.</param>
internal sealed record RecoveryOutcome(
    long ConnectNumber, string PrivateSessionId, RecoveredConnection? Connection, string? UnrecoveredOffset);
