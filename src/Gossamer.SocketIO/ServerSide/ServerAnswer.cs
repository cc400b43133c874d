namespace Gossamer.SocketIO;

/// <summary>One server's answer to an event.</summary>
/// <param name="Server">What the adapter calls it.</param>
/// <param name="Json">The answer, as UTF-8 JSON.</param>
public readonly record struct ServerAnswer(string Server, ReadOnlyMemory<byte> Json);
