using System.Net;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>Gossamer's events, which the Socket.IO server in <c>peers/</c> understands too.</summary>
internal sealed class SocketIOProtocol : ChatProtocol
{
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);

    public override byte[] Heartbeat => Pong;

    public override async Task<RawWebSocket> JoinAsync(IPEndPoint server, int user, int? room)
    {
        var socket = await RawWebSocket.JoinAsync(server);
        await socket.SendAsync(Text($$"""42["identify",{"user":"{{NameOf(user)}}","presence":"none"}]"""));
        if (room is { } key)
            await socket.SendAsync(Text($$"""42["join",{"room":"{{NameOf(key)}}"}]"""));
        return socket;
    }

    public override byte[] Message(Address address, string text, string? id)
    {
        var to = address.IsRoom ? "room" : "to";
        var own = id is null ? "" : $""","id":"{id}" """;
        return Text($$"""42["im",{"from":"{{NameOf(address.From)}}","{{to}}":"{{NameOf(address.To)}}","text":"{{text}}"{{own}}}]""");
    }

    private static byte[] Text(string text) => ClientFrames.Text(Encoding.ASCII.GetBytes(text));
}
