using System.Collections.Concurrent;
using System.Net.Mime;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Configuration;
using Gossamer.Server.Json;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Gossamer.Server.Forwarding;

/// <summary>
/// Hands polls, posts and upgrades to the server of the mesh that made their session, so that any load balancer will do: the session's
/// id ends in that server's tag, and membership tells its address. Servers of the old system have no such sessions: nothing goes to
/// them, which would take it for ours.
/// </summary>
internal sealed class SessionForwarder : ISessionForwarder, IDisposable
{
    private readonly IHttpForwarder _forwarder;
    private readonly ForwardingOptions _options;
    private readonly ForwardLimit _limit;
    private readonly LimitMetrics _metrics;
    private readonly ILogger<SessionForwarder> _logger;
    private readonly MeshNode _node;
    private readonly ConcurrentDictionary<string, NodeId> _peerByTag = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _client;
    private readonly ForwarderRequestConfig _request;

    public SessionForwarder(
        ServerEntry self, MeshNode node, IHttpForwarder forwarder, ForwardingOptions options, ForwardLimit limit,
        LimitMetrics metrics, IOptions<MeshDirectOptions> mesh, ILogger<SessionForwarder> logger)
    {
        _forwarder = forwarder;
        _options = options;
        _limit = limit;
        _metrics = metrics;
        _logger = logger;
        Tag = ServerTag.Of(self.Id);
        _node = node;
        node.PeersChanged += ReadPeers;
        ReadPeers();
        _request = new ForwarderRequestConfig { ActivityTimeout = options.ActivityTimeout, Version = System.Net.HttpVersion.Version11 };
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = mesh.Value.CertificateValidation }, // as of links
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.MaxPerServer,
        });
    }

    public string Tag { get; }

    public async ValueTask<bool> TryForwardAsync(HttpContext context, string tag)
    {
        if (!_peerByTag.TryGetValue(tag, out var peer) || _node.AddressOf(peer) is not { Scheme: "http" or "https" } url
            || (_options.OnlyToLinked && !_node.IsLinkedTo(peer)))
            return false;
        var remote = context.Connection.RemoteIpAddress;
        if (!_limit.TryEnter(tag, remote))
        {
            _metrics.ForwardRefused();
            await RefuseAsync(context);
            return true;
        }

        try
        {
            return await SendAsync(context, url.ToString());
        }
        finally
        {
            _limit.Leave(tag, remote);
        }
    }

    public void Dispose()
    {
        _node.PeersChanged -= ReadPeers;
        _client.Dispose();
    }

    /// <summary>Those that have come, and no more those that are forgotten; one that has left may come back before that.</summary>
    private void ReadPeers()
    {
        foreach (var peer in _node.Peers)
            _peerByTag[ServerTag.Of(peer)] = peer;
        foreach (var (tag, peer) in _peerByTag)
            if (_node.AddressOf(peer) is null)
                _peerByTag.TryRemove(tag, out _);
    }

    private async Task<bool> SendAsync(HttpContext context, string url)
    {
        var error = await _forwarder.SendAsync(context, url, _client, _request, ForwardedRequest.Transformer);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return true;
        _logger.NotForwarded(url, error);
        context.Response.Clear();
        return false;
    }

    /// <summary>As Engine.IO refuses.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        var body = JsonOutput.Begin().Raw("{\"code\":4,\"message\":\"Forbidden\",\"hint\":"u8)
            .Text("this server hands on as many requests as it may").Raw("}"u8).Take();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
