namespace Gossamer.Server.Http;

/// <summary>When clients may be sent to a server.</summary>
/// <param name="Peers">With how many peers it must be linked; 0: with none.</param>
internal sealed record ReadyOptions(int Peers = 0);
