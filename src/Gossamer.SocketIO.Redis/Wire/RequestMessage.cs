using System.Text.Json;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>What another server asks for.</summary>
/// <param name="Type">Which it is; others are passed over.</param>
/// <param name="Uid">Who asks; empty: what is no server, as the emitter.</param>
/// <param name="Id">The number of the answer; null: none is awaited.</param>
internal sealed record RequestMessage(RequestType Type, string Uid, string? Id)
{
    /// <summary>Which sockets are meant; null: the one of <see cref="SocketId"/>, as old servers ask.</summary>
    public BroadcastTarget? Target { get; init; }

    /// <summary>The one that is meant without <see cref="Target"/>.</summary>
    public string? SocketId { get; init; }

    /// <summary>Into which they go, or out of which; whose sockets are asked for.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Whether connections are closed as well.</summary>
    public bool Close { get; init; }

    /// <summary>An event for servers: its name and arguments.</summary>
    public JsonElement Data { get; init; }
}
