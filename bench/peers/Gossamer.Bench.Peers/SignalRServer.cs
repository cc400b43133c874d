using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Peers;

/// <summary>One server of SignalR with the Redis backplane. JSON over WebSockets.</summary>
internal static class SignalRServer
{
    public static Task RunAsync(int redisPort) => ServerHost.RunAsync(builder => Add(builder, redisPort), Map);

    /// <summary>Without heartbeats, which the load neither sends nor answers.</summary>
    private static void Add(WebApplicationBuilder builder, int redisPort) =>
        builder.Services.AddSignalR(static options =>
        {
            options.KeepAliveInterval = TimeSpan.FromHours(1);
            options.ClientTimeoutInterval = TimeSpan.FromHours(2);
        }).AddStackExchangeRedis(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{redisPort}"));

    private static void Map(WebApplication app) => app.MapHub<ChatHub>("/chat");
}
