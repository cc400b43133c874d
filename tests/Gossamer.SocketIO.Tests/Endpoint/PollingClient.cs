using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gossamer.SocketIO.Tests.Endpoint;

internal sealed record Reply(int Status, string Text, byte[] Bytes, string? ContentType, bool IsNotSniffed);

/// <summary>HTTP long-polling by hand.</summary>
internal sealed class PollingClient(TestServer server, int eio, string more)
{
    private string _url = $"/socket.io/?EIO={eio}&transport=polling{more}";

    public string Sid { get; private set; } = "";

    public Version Version { get; init; } = HttpVersion.Version11;

    public Uri UpgradeUrl => server.Url($"EIO={eio}&transport=websocket&sid={Sid}");

    /// <summary>The handshake.</summary>
    public async Task<JsonElement> OpenAsync()
    {
        var reply = await PollAsync();
        reply.Status.ShouldBe(200, reply.Text);
        var json = reply.Text[reply.Text.IndexOf('{', StringComparison.Ordinal)..(reply.Text.IndexOf('}', StringComparison.Ordinal) + 1)];
        var handshake = JsonDocument.Parse(json).RootElement;
        Sid = handshake.GetProperty("sid").GetString()!;
        _url += "&sid=" + Sid;
        return handshake;
    }

    /// <summary>The handshake, and in the main namespace.</summary>
    public async Task JoinAsync()
    {
        await OpenAsync();
        if (eio == 3)
            return;
        (await PostAsync("40")).Text.ShouldBe("ok");
        (await PollAsync()).Text.ShouldStartWith("40{\"sid\":");
    }

    public Task<Reply> PollAsync() => PollUntilAsync(CancellationToken.None);

    public Task<Reply> PollUntilAsync(CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, _url), cancellation);

    public Task<Reply> PostAsync(string body) => PostAsync(new StringContent(body, Encoding.UTF8, "text/plain"));

    public Task<Reply> PostBytesAsync(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return PostAsync(content);
    }

    public Task<Reply> PostAsync(HttpContent content) => SendAsync(new HttpRequestMessage(HttpMethod.Post, _url) { Content = content });

    public async Task<Reply> SendAsync(HttpMethod method) => await SendAsync(new HttpRequestMessage(method, _url));

    private async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken cancellation = default)
    {
        using (request)
        {
            (request.Version, request.VersionPolicy) = (Version, HttpVersionPolicy.RequestVersionExact);
            using var response = await server.Http.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new Reply((int)response.StatusCode, Encoding.UTF8.GetString(bytes), bytes,
                response.Content.Headers.ContentType?.ToString(),
                response.Headers.TryGetValues("X-Content-Type-Options", out var sniffing) && sniffing.Single() == "nosniff");
        }
    }
}
