using System.Text.Json;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Recovery;

/// <summary>What a client knows of its session, and how it comes back to it.</summary>
internal sealed record Session(Connection Client, string Reply, int Missed = 0)
{
    public string Pid => JsonDocument.Parse(Reply[1..]).RootElement.GetProperty("pid").GetString()!;

    public string? Offset { get; set; }

    /// <summary>As clients write it: without an offset before the first event.</summary>
    public string Auth => Offset is null ? $$"""{"pid":"{{Pid}}"}""" : $$"""{"pid":"{{Pid}}","offset":"{{Offset}}"}""";

    public static async Task<Session> StartAsync(ApiServer server)
    {
        var client = await server.OpenAsync(Dialect.WebSocket);
        return new Session(client, await client.JoinAsync());
    }

    /// <summary>The client has got an event.</summary>
    public async Task<Session> AfterAsync(Socket socket)
    {
        await socket.EmitAsync("known");
        Offset = JsonDocument.Parse((await Client.NextAsync())[1..]).RootElement.EnumerateArray().Last().GetString();
        return this;
    }

    public async Task EmitAsync(Socket socket, string name, int argument)
    {
        await socket.EmitAsync(name, argument);
        var packet = await Client.NextAsync();
        packet.ShouldStartWith($"""2["{name}",{argument},""");
        Offset = JsonDocument.Parse(packet[1..]).RootElement.EnumerateArray().Last().GetString();
    }

    public async Task LoseAsync(Socket socket)
    {
        var gone = socket.Gone();
        Client.Abort();
        (await gone).ShouldBe(DisconnectReason.TransportClose);
    }

    public async Task<Session> ReturnAsync(ApiServer server, Dialect? dialect = null)
    {
        var client = await server.OpenAsync(dialect ?? Dialect.WebSocket);
        var (reply, missed) = await client.ReturnAsync(Auth);
        return this with { Client = client, Reply = reply, Missed = missed };
    }
}
