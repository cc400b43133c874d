using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>What the endpoint refuses is counted, by a word for the reason.</summary>
public sealed class DirectMetricsTests : IAsyncDisposable
{
    private readonly DirectServer _server = new("server-1");
    private readonly DirectServer _peer = new("server-2");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Requests_WithoutAGoodToken_AreCounted()
    {
        await _server.StartAsync([_server, _peer], direct: o => o.TokenChecksPerSecond = 1);
        using var listener = Listen(out var reasons);

        await AskAsync(upgrade: false);
        await AskAsync(token: null);
        do
            await AskAsync("nonsense");
        while (!reasons.Any(static reason => reason == "rate")); // a slow machine is allowed more

        reasons.Distinct(StringComparer.Ordinal).ShouldBe(["upgrade", "token", "rate"]);
    }

    [Fact]
    public async Task Requests_FromElsewhereWithoutKeys_AreCounted()
    {
        await _server.StartAsync([_server, _peer], direct: o => (o.SharedKey, o.AllowDerivedKey) = (null, true));
        using var listener = Listen(out var reasons);

        await AskAsync("nonsense", forwarded: true);

        reasons.ShouldBe(["machine"]);
    }

    private async Task AskAsync(string? token = null, bool upgrade = true, bool forwarded = false)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_server.Port}/mesh");
        if (upgrade)
        {
            request.Headers.Add("Connection", "Upgrade");
            request.Headers.Add("Upgrade", "websocket");
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        }

        if (token is not null)
            request.Headers.Add("Authorization", $"Bearer {token}");
        if (forwarded)
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeFalse();
    }

    private MeterListener Listen(out ConcurrentQueue<string> reasons)
    {
        var (heard, meter) = (new ConcurrentQueue<string>(), _server.Metrics.Meter);
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "gossamer.mesh.links.refused")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => heard.Enqueue((string)tags[0].Value!));
        listener.Start();
        reasons = heard;
        return listener;
    }
}
