namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>An event that another server wants the clients' answers to.</summary>
/// <param name="Uid">Who asks.</param>
/// <param name="Id">The number of the answers.</param>
/// <param name="Broadcast">The event, and who is meant.</param>
/// <param name="Timeout">How long the other server waits.</param>
internal sealed record ClientQuestion(string Uid, string Id, BroadcastMessage Broadcast, TimeSpan Timeout);
