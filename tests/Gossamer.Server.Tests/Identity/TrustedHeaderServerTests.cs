using System.Collections.Immutable;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Gossamer.Server.Identity;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Identity;

/// <summary>A real server that believes the header of a proxy, and requests that come from 127.0.0.1.</summary>
public sealed class TrustedHeaderServerTests
{
    private const string Elsewhere = "192.0.2.1";
    private const string Here = "127.0.0.1";
    private const string Polling = "socket.io/?EIO=4&transport=polling";
    private const string WebSocket = "socket.io/?EIO=4&transport=websocket";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Elsewhere, null, null, "unauthorized")]
    [InlineData(Elsewhere, null, Elsewhere, "unauthorized")] // anybody can write that it was forwarded for the proxy
    [InlineData(Elsewhere, Here, Elsewhere, "unauthorized")] // who is believed about addresses is not about users
    [InlineData(Here, null, null, "sid")]
    [InlineData(Here, Here, Elsewhere, "sid")]
    public async Task Connect_WithTheHeader_IsLetInOnlyByAConnectionOfTheProxy(
        string proxyOfUsers, string? proxyOfAddresses, string? forwardedFor, string answer)
    {
        await using var servers = await TestServers.StartAsync(1, TestServers.Quiet with
        {
            Identity = new() { Mode = IdentityMode.TrustedHeader, Proxies = Networks(proxyOfUsers) },
            Proxies = Networks(proxyOfAddresses),
        });
        Dictionary<string, string> headers = new(StringComparer.Ordinal) { ["X-Forwarded-User"] = "Anna" };
        if (forwardedFor is not null)
            headers["X-Forwarded-For"] = forwardedFor;

        (await ConnectByPollingAsync(servers, headers)).ShouldContain($"\"{answer}\"");
        (await ConnectByWebSocketAsync(servers, headers)).ShouldContain($"\"{answer}\"");
    }

    private static ImmutableArray<IPNetwork> Networks(string? address) => address is null ? [] : [IPNetwork.Parse(address + "/32")];

    /// <returns>What CONNECT is answered.</returns>
    private static async Task<string> ConnectByPollingAsync(TestServers servers, Dictionary<string, string> headers)
    {
        using var http = servers.Http();
        foreach (var (name, value) in headers)
            http.DefaultRequestHeaders.Add(name, value);
        var open = await http.GetStringAsync(Polling, Token);
        var session = $"{Polling}&sid={open.Split("\"sid\":\"")[1].Split('"')[0]}";
        using var connect = new StringContent("40");
        using var posted = await http.PostAsync(session, connect, Token);
        return await http.GetStringAsync(session, Token);
    }

    /// <inheritdoc cref="ConnectByPollingAsync"/>
    private static async Task<string> ConnectByWebSocketAsync(TestServers servers, Dictionary<string, string> headers)
    {
        using var client = new ClientWebSocket();
        foreach (var (name, value) in headers)
            client.Options.SetRequestHeader(name, value);
        await client.ConnectAsync(new UriBuilder(new Uri(servers.Url(), WebSocket)) { Scheme = "ws" }.Uri, Token);
        await ReceiveAsync(client);
        await client.SendAsync("40"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Token);
        return await ReceiveAsync(client);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket client)
    {
        var buffer = new byte[4_096];
        var received = await client.ReceiveAsync(buffer, Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
