using System.Globalization;
using System.Net;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>What the bare relays in <c>peers/</c> look at stands before the message that the others get.</summary>
internal sealed class RelayProtocol : ChatProtocol
{
    private const int Nobody = 9999;

    public override Task<RawWebSocket> JoinAsync(IPEndPoint server, int user, int? room)
    {
        var query = room is { } key ? string.Create(CultureInfo.InvariantCulture, $"&key={key}") : "";
        return RawWebSocket.ConnectAsync(server, string.Create(CultureInfo.InvariantCulture, $"/relay?key={user}{query}"));
    }

    public override byte[] Message(Address address, string text, string? id)
    {
        var echo = address.IsRoom ? Nobody : address.From;
        return ClientFrames.Text(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{(address.IsForBoth ? 1 : 0)}{address.To:D4}{echo:D4}")
            + $$"""["im",{"from":"{{NameOf(address.From)}}","to":"{{NameOf(address.To)}}","text":"{{text}}"}]"""));
    }
}
