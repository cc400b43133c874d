namespace Gossamer.SocketIO.Hubs;

/// <summary>Of a method that has none.</summary>
internal readonly struct NoResult;
