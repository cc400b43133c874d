namespace Gossamer.Server.SocketClient;

/// <summary>What a client shows to go on where it was: the session's secret id and the latest offset.</summary>
internal readonly record struct ReturnTicket(string? SessionId, string? Offset);
