using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gossamer.Bench.Load;

/// <summary>The server's side of <see cref="ServerProcess"/>: Kestrel with ASP.NET Core's defaults on a loopback port.</summary>
public static class ServerHost
{
    internal const string MemoryCommand = "memory";

    /// <param name="add">Services of the server.</param>
    /// <param name="map">Its endpoints.</param>
    /// <param name="port">0: a free one.</param>
    public static async Task RunAsync(Action<WebApplicationBuilder> add, Action<WebApplication> map, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        add(builder);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Console.WriteLine(new Uri(address).Authority);
        while (await Console.In.ReadLineAsync() is { } command)
        {
            if (command == MemoryCommand)
                Console.WriteLine(Memory());
        }

        Environment.Exit(0); // thousands of connections need no farewell
    }

    private static string Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Environment.WorkingSet} {GC.GetTotalMemory(forceFullCollection: false)}");
    }
}
