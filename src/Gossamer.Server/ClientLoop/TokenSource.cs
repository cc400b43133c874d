namespace Gossamer.Server.ClientLoop;

/// <summary>The token that says who the client is; null: there is none, or no file of it at the moment.</summary>
internal delegate string? TokenSource();
