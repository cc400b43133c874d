using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gossamer.Server.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>A real server on loopback, on a port that the system chose before it starts, so that peers know it.</summary>
internal sealed class DirectServer : ISessionOutlet, IAsyncDisposable
{
    private WebApplication? _app;

    internal DirectServer(string id)
    {
        Id = new(id);
        Port = Ports.Free(1)[0];
    }

    internal NodeId Id { get; }

    internal int Port { get; }

    internal Uri Address => new($"ws://127.0.0.1:{Port}");

    internal MeshNode Node => _app!.Services.GetRequiredService<MeshNode>();

    internal DirectMetrics Metrics => _app!.Services.GetRequiredService<DirectMetrics>();

    internal MeshTokens Tokens => _app!.Services.GetRequiredService<MeshTokens>();

    /// <summary>With it the server speaks TLS.</summary>
    internal X509Certificate2? Certificate { get; set; }

    internal ConcurrentQueue<string> Handed { get; } = new();

    internal ConcurrentQueue<string> Log { get; private set; } = new();

    internal async Task StartAsync(
        DirectServer[] all, Action<MeshOptions>? mesh = null, Action<MeshDirectOptions>? direct = null)
    {
        Log = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, Port, listen =>
        {
            if (Certificate is { } certificate)
                listen.UseHttps(certificate);
        }));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new QueueLoggerProvider(Log));
        builder.Services.AddMesh(o =>
            {
                o.Id = Id;
                o.Cluster = "test";
                foreach (var server in all.Where(s => s != this))
                    o.Peers.Add(new(server.Id, server.Address));
                mesh?.Invoke(o);
            })
            .AddDirect(o =>
            {
                o.SharedKey = "a key that the whole mesh shares";
                direct?.Invoke(o);
            });
        var app = builder.Build();
        app.MapMesh();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        _app = app;
    }

    internal async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    internal async Task EventuallyAsync(Func<bool> holds, string what, int seconds = 20)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (!holds())
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"{what}; the log of {Id}:\n{string.Join('\n', Log)}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    internal string Names
    {
        get
        {
            List<string> names = [];
            for (var walk = Node.Directory.Current.Walk(); walk.MoveNext();)
                names.Add(walk.Name.ToString());
            return string.Join(' ', names);
        }
    }

    /// <summary>A client connects that does not come back.</summary>
    internal void Join(string user) => Node.BeginSession(Name(user), this, ClientIdentity.None);

    public TimeSpan SilentFor => TimeSpan.Zero;

    void ISessionOutlet.Begin(bool isComplete, ReadOnlySpan<byte> offset)
    {
    }

    void ISessionOutlet.Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) => Handed.Enqueue(Encoding.UTF8.GetString(frame.Span));

    void ISessionOutlet.Advance(ReadOnlySpan<byte> offset)
    {
    }

    void ISessionOutlet.ReportLoss(ReadOnlySpan<byte> offset) => Handed.Enqueue("(lost)");

    void ISessionOutlet.Probe()
    {
    }

    void ISessionOutlet.End()
    {
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    internal static UserName Name(string text) =>
        UserName.TryCreate(text, out var name, out _) ? name : throw new InvalidOperationException(text);
}
