using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Gossamer.Server.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry's own protocol, by HTTP and protobuf, or by gRPC.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly Channel<CollectedSpan> _spans = Channel.CreateUnbounded<CollectedSpan>();
    private readonly ConcurrentQueue<CollectedSpan> _seen = new();
    private readonly TaskCompletionSource _metrics = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication app, string url, string protocol) => (_app, Url, Protocol) = (app, url, protocol);

    public string Url { get; }

    /// <summary>As OTEL_EXPORTER_OTLP_PROTOCOL has it.</summary>
    public string Protocol { get; }

    /// <summary>Done once metrics have come.</summary>
    public Task MetricsAsync => _metrics.Task.WaitAsync(Patience);

    public static async Task<Collector> StartAsync(string protocol = "http/protobuf")
    {
        var (port, isGrpc) = (Ports.Free(1)[0], protocol == "grpc");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddRouting();
        var collector = new Collector(builder.Build(), $"http://127.0.0.1:{port}", protocol);
        collector._app.UseRouting();
        const string Services = "/opentelemetry.proto.collector";
        collector._app.MapPost(isGrpc ? Services + ".trace.v1.TraceService/Export" : "/v1/traces", collector.TakeSpansAsync);
        collector._app.MapPost(isGrpc ? Services + ".metrics.v1.MetricsService/Export" : "/v1/metrics", collector.TakeMetricsAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits for a span; those before it are kept for <see cref="Seen"/>.</summary>
    public async Task<CollectedSpan> SpanAsync(Func<CollectedSpan, bool> isIt)
    {
        if (_seen.FirstOrDefault(isIt) is { } seen)
            return seen;
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var span = await _spans.Reader.ReadAsync(patience.Token);
            _seen.Enqueue(span);
            if (isIt(span))
                return span;
        }
    }

    /// <summary>All that have been read so far.</summary>
    public IReadOnlyCollection<CollectedSpan> Seen => _seen;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeSpansAsync(HttpContext context)
    {
        foreach (var span in CollectedSpan.Read(await TakeAsync(context)))
            _spans.Writer.TryWrite(span);
    }

    private async Task TakeMetricsAsync(HttpContext context)
    {
        if ((await TakeAsync(context)).Length > 0)
            _metrics.TrySetResult();
    }

    /// <summary>By gRPC a byte and the message's length stand before it, and before the answer, which is empty.</summary>
    private async Task<byte[]> TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (Protocol != "grpc")
            return body.ToArray();
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        return body.ToArray()[GrpcPrefix..];
    }
}
