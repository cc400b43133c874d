namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>A part of what a server answered.</summary>
/// <param name="Server">Its uid, or <see cref="ServerNames.Unknown"/>.</param>
/// <param name="Value">The part.</param>
internal readonly record struct RemoteAnswer<T>(string Server, T Value);
