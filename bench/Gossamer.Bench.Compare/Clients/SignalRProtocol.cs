using System.Net;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>SignalR's hub protocol in JSON.</summary>
internal sealed class SignalRProtocol : ChatProtocol
{
    private const char End = '\x1e';

    public override async Task<RawWebSocket> JoinAsync(IPEndPoint server, int user, int? room)
    {
        var query = room is { } key ? "&room=" + NameOf(key) : "";
        var socket = await RawWebSocket.ConnectAsync(server, $"/chat?user={NameOf(user)}{query}");
        await socket.SendAsync(Text("""{"protocol":"json","version":1}"""));
        return socket;
    }

    public override byte[] Message(Address address, string text, string? id)
    {
        var to = address.IsRoom ? "room" : "to";
        var message = $$"""{"from":"{{NameOf(address.From)}}","{{to}}":"{{NameOf(address.To)}}","text":"{{text}}"}""";
        return Text($$"""{"type":1,"target":"Im","arguments":[{{message}}]}""");
    }

    private static byte[] Text(string text) => ClientFrames.Text(Encoding.ASCII.GetBytes(text + End));
}
