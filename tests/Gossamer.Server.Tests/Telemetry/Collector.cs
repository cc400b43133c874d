using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Gossamer.Server.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry's own protocol, by HTTP and protobuf.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly Channel<CollectedSpan> _spans = Channel.CreateUnbounded<CollectedSpan>();
    private readonly ConcurrentQueue<CollectedSpan> _seen = new();
    private readonly TaskCompletionSource _metrics = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    /// <summary>Done once metrics have come.</summary>
    public Task MetricsAsync => _metrics.Task.WaitAsync(Patience);

    public static async Task<Collector> StartAsync()
    {
        var port = Ports.Free(1)[0];
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        var collector = new Collector(builder.Build(), $"http://127.0.0.1:{port}");
        collector._app.UseRouting();
        collector._app.MapPost("/v1/traces", collector.TakeSpansAsync);
        collector._app.MapPost("/v1/metrics", collector.TakeMetricsAsync);
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
        foreach (var span in CollectedSpan.Read(await BodyOf(context)))
            _spans.Writer.TryWrite(span);
    }

    private async Task TakeMetricsAsync(HttpContext context)
    {
        if ((await BodyOf(context)).Length > 0)
            _metrics.TrySetResult();
    }

    private static async Task<byte[]> BodyOf(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
