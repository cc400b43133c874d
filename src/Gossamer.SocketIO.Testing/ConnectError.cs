using System.Text.Json;

namespace Gossamer.SocketIO.Testing;

/// <summary>Why the server refused a client: what its <c>connect_error</c> handler would get.</summary>
/// <param name="Message">For people: <c>error.message</c>.</param>
/// <param name="Data">For programs: <c>error.data</c>; null if the server gave none.</param>
public sealed record ConnectError(string Message, JsonElement? Data = null)
{
    /// <inheritdoc/>
    public override string ToString() => Data is { } data ? $"{Message} {data.GetRawText()}" : Message;
}
