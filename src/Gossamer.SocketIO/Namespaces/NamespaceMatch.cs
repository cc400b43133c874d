namespace Gossamer.SocketIO;

/// <summary>Whether a client may enter a namespace of some name.</summary>
/// <param name="IsKnown">The application named it, or a pattern matches.</param>
/// <param name="Pattern">The pattern; null if the application named it.</param>
internal readonly record struct NamespaceMatch(bool IsKnown, NamespacePattern? Pattern);
