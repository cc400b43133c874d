using System.Collections.Concurrent;
using System.Net;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Forwarding;

/// <summary>What stands at the address of the last server of a configuration: it answers everything, and keeps what it was asked.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherServer(WebApplication app) => _app = app;

    /// <summary>The queries that came, as they came.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>What its answers to requests of sessions wait for.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static bool IsOfASession(string query) => query.Contains("sid=", StringComparison.OrdinalIgnoreCase);

    /// <param name="servers">The servers.</param>
    /// <param name="isTaken">It is taken for the server that it is not, though nothing links with it.</param>
    public static async Task<OtherServer> StartAsync(TestServers servers, bool isTaken = true)
    {
        servers.Services().GetRequiredService<ForwardingOptions>().OnlyToLinked = !isTaken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, servers.Config.Servers[^1].Port));
        var other = new OtherServer(builder.Build());
        other._app.Run(context =>
        {
            var query = context.Request.QueryString.Value ?? "";
            other.Queries.Enqueue(query);
            return IsOfASession(query) ? other.Gate.Task : Task.CompletedTask;
        });
        await other._app.StartAsync(TestContext.Current.CancellationToken);
        return other;
    }

    public ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        return _app.DisposeAsync();
    }
}
