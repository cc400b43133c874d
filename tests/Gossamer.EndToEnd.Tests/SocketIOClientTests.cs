using System.Text.Json;
using SocketIOClient.Transport;

namespace Gossamer.EndToEnd.Tests;

/// <summary>The .NET client from NuGet, in each way it can connect, against two servers of one mesh.</summary>
public sealed class SocketIOClientTests(TwoServers mesh) : IClassFixture<TwoServers>
{
    public static TheoryData<ClientKind> Kinds =>
    [
        new ClientKind(4, TransportProtocol.Polling, AutoUpgrade: false),
        new ClientKind(4, TransportProtocol.WebSocket, AutoUpgrade: false),
        new ClientKind(4, TransportProtocol.Polling, AutoUpgrade: true),
        new ClientKind(3, TransportProtocol.Polling, AutoUpgrade: false),
        new ClientKind(3, TransportProtocol.WebSocket, AutoUpgrade: false),
        new ClientKind(3, TransportProtocol.Polling, AutoUpgrade: true),
    ];

    private static readonly ClientKind Newest = new(4, TransportProtocol.WebSocket, AutoUpgrade: false);

    [Theory, MemberData(nameof(Kinds))]
    public async Task Chat_AcrossServers_ArrivesOnceBothWaysAndIsAcknowledged(ClientKind kind)
    {
        var (annaName, billyName) = ($"Anna {Guid.NewGuid()}", $"Billy {Guid.NewGuid()}");
        await using var anna = await ChatClient.ConnectAsync(mesh.Servers[0].Url, kind, annaName);
        await using var billy = await ChatClient.ConnectAsync(mesh.Servers[1].Url, Newest, billyName);
        await anna.ListAsync(list => list.Contains(billyName, StringComparer.Ordinal));
        await billy.ListAsync(list => list.Contains(annaName, StringComparer.Ordinal));

        var ack = await anna.AskAsync(new { from = annaName, to = billyName, text = "Hello 👋 مرحبا" });
        ack.GetProperty("delivered").GetInt32().ShouldBe(1);
        ack.GetProperty("servers").GetInt32().ShouldBe(1);
        var received = await billy.MessageAsync("Hello 👋 مرحبا");
        received.GetProperty("id").GetString().ShouldBe(ack.GetProperty("id").GetString());
        received.GetProperty("from").GetString().ShouldBe(annaName);
        (await anna.MessageAsync("Hello 👋 مرحبا")).GetRawText().ShouldBe(received.GetRawText());

        await billy.SendAsync(new { from = billyName, to = annaName, text = "Hello yourself 👋" });
        (await anna.MessageAsync("Hello yourself 👋")).GetProperty("from").GetString().ShouldBe(billyName);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Im_BeforeIdentifyOrWithForgedFrom_IsRefused(ClientKind kind)
    {
        await using var stranger = await ChatClient.ConnectAsync(mesh.Servers[0].Url, kind);
        var message = new { from = "Anna", to = "Anna", text = "forged" };
        IsError(await stranger.AskAsync(message)).ShouldBeTrue();
        await stranger.SendAsync(message);
        (await stranger.RefusalAsync()).GetProperty("event").GetString().ShouldBe("im");

        await using var known = await ChatClient.ConnectAsync(mesh.Servers[0].Url, kind, $"Known {Guid.NewGuid()}");
        IsError(await known.AskAsync(message)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Disconnect_LeavesTheListsOfBothServers(ClientKind kind)
    {
        var name = $"Leaver {Guid.NewGuid()}";
        await using var near = await ChatClient.ConnectAsync(mesh.Servers[0].Url, Newest, $"Near {Guid.NewGuid()}");
        await using var far = await ChatClient.ConnectAsync(mesh.Servers[1].Url, Newest, $"Far {Guid.NewGuid()}");
        await using (await ChatClient.ConnectAsync(mesh.Servers[0].Url, kind, name))
        {
            await near.ListAsync(list => list.Contains(name, StringComparer.Ordinal));
            await far.ListAsync(list => list.Contains(name, StringComparer.Ordinal));
        }

        await near.ListAsync(list => !list.Contains(name, StringComparer.Ordinal));
        await far.ListAsync(list => !list.Contains(name, StringComparer.Ordinal));
    }

    private static bool IsError(JsonElement ack) => ack.TryGetProperty("error", out var error)
        && error.GetProperty("message").GetString() is { Length: > 0 } && error.TryGetProperty("code", out _);
}
