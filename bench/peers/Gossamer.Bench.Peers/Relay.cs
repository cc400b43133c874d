using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

/// <summary>
/// A relay that checks nothing, keeps nothing and knows nobody: a message goes to the connections of its recipient and of its sender, here
/// and, by a WebSocket, at the other server.
/// </summary>
/// <param name="sends">How it sends.</param>
/// <param name="speaker">Who speaks on a link.</param>
internal sealed class Relay(IRelaySends sends, LinkSide speaker)
{
    private const int BufferSize = 4096;
    private const int LinkBufferSize = 1024 * 1024; // a batch of all that may be under way fits

    private readonly ConcurrentDictionary<int, ImmutableArray<IRelayClient>> _clients = new();
    private IRelayClient? _link; // to the other server

    public void Map(WebApplication app, int? peer)
    {
        app.UseWebSockets();
        app.Map("/relay", AcceptAsync);
        app.Map("/link", AcceptLinkAsync);
        if (peer is { } port)
            _ = DialAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{port}/link")));
    }

    private async Task AcceptAsync(HttpContext context)
    {
        using var client = await sends.AcceptAsync(context);
        foreach (var key in context.Request.Query["key"])
            _clients.AddOrUpdate(int.Parse(key!, CultureInfo.InvariantCulture), _ => [client], (_, others) => others.Add(client));
        await ReadAsync(client, isLink: false);
    }

    private async Task AcceptLinkAsync(HttpContext context)
    {
        using var link = await sends.AcceptAsync(context);
        if (speaker == LinkSide.Accepting)
            _link = link;
        await ReadAsync(link, isLink: true);
    }

    private async Task DialAsync(Uri other)
    {
        while (true)
        {
            var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(other, CancellationToken.None);
                if (speaker == LinkSide.Dialing)
                    _link = sends.Dialed(socket);
                else
                    await ReadAsync(new PlainSends.Client(socket), isLink: true);
                return;
            }
            catch (WebSocketException)
            {
                socket.Dispose();
                await Task.Delay(50); // not listening yet
            }
        }
    }

    private async Task ReadAsync(IRelayClient client, bool isLink)
    {
        var buffer = new byte[isLink ? LinkBufferSize : BufferSize];
        try
        {
            while (await client.ReceiveAsync(buffer) is { } length)
            {
                var message = (ReadOnlyMemory<byte>)buffer.AsMemory(0, length);
                if (!isLink || !sends.PacksLinks)
                    await RelayAsync(message, isLink);
                else
                    while (!message.IsEmpty)
                        await RelayAsync(RelayMessage.Unpack(ref message), isLink);
            }
        }
        catch (WebSocketException)
        {
            // The load is over.
        }
    }

    private async ValueTask RelayAsync(ReadOnlyMemory<byte> message, bool isLink)
    {
        if (!RelayMessage.TryRead(message.Span, out var head))
            return;
        if (head.Value.IsForBoth && !isLink && _link is { } link)
            await link.SendAsync(message);
        var content = message[RelayMessage.HeadLength..];
        await SendAsync(head.Value.To, content);
        if (head.Value.From != RelayMessage.Nobody)
            await SendAsync(head.Value.From, content);
    }

    private async ValueTask SendAsync(int key, ReadOnlyMemory<byte> content)
    {
        if (_clients.TryGetValue(key, out var clients))
            foreach (var client in clients)
                await client.SendAsync(content);
    }
}
