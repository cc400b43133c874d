using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

/// <summary>How a relay sends.</summary>
internal interface IRelaySends
{
    /// <summary>Takes a request for a WebSocket.</summary>
    Task<IRelayClient> AcceptAsync(HttpContext context);

    /// <summary>Takes a link to the other server.</summary>
    IRelayClient Dialed(WebSocket socket);

    /// <summary>A message of a link is several, packed.</summary>
    bool PacksLinks { get; }
}

/// <summary>One connection of a relay.</summary>
internal interface IRelayClient : IDisposable
{
    /// <returns>The length of the message; null: there is no more.</returns>
    ValueTask<int?> ReceiveAsync(Memory<byte> buffer);

    /// <summary>To be called by any number of senders at a time.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message);
}
