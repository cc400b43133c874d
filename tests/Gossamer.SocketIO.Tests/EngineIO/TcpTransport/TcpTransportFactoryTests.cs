using System.Net;
using System.Net.Sockets;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>Endpoints with <c>UseSocketIO</c> have this transport, all others the one that they had.</summary>
public sealed class TcpTransportFactoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("all", true)]
    [InlineData("none", false)]
    [InlineData("socket.io first", true)]
    public async Task Endpoint_WithUseSocketIO_HasThisTransport(string which, bool isDirect)
    {
        var connections = new List<ConnectionContext>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSocketIO();
        if (which == "socket.io first")
            MoveFirst(builder.Services);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (which != "none")
                listen.UseSocketIO();
            listen.Use(next => connection =>
            {
                connections.Add(connection);
                return next(connection);
            });
        }));
        await using var app = builder.Build();
        app.MapGet("/", static () => "hello");
        await app.StartAsync(Cancel);
        using var http = new HttpClient();

        (await http.GetStringAsync(app.Urls.Single(), Cancel)).ShouldBe("hello");

        connections.Single().Features.Get<IConnectionSocketFeature>().ShouldNotBeNull();
        (connections.Single().Features.Get<IConnectionIdFeature>() is TcpConnection).ShouldBe(isDirect);
    }

    [Fact]
    public async Task UnixSocket_WithUseSocketIO_Serves()
    {
        var path = Path.Combine(Path.GetTempPath(), $"gossamer-{Guid.NewGuid():N}.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSocketIO();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, static listen => listen.UseSocketIO()));
        await using var app = builder.Build();
        app.MapGet("/", static () => "hello");
        await app.StartAsync(Cancel);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);

        (await http.GetStringAsync("http://localhost/", Cancel)).ShouldBe("hello");
    }

    [Fact]
    public async Task Alone_BindsWhateverIsASocket()
    {
        var services = new ServiceCollection().AddLogging().AddSocketIO();
        services.AddSingleton<IMemoryPoolFactory<byte>>(static _ => null!);
        await using var provider = services.BuildServiceProvider();
        var factory = (IConnectionListenerFactorySelector)provider.GetRequiredService<IConnectionListenerFactory>();

        factory.CanBind(new IPEndPoint(IPAddress.Loopback, 1)).ShouldBeTrue("there is no other");
        factory.CanBind(new NamedPipeEndPoint("pipe")).ShouldBeFalse();
    }

    private static void MoveFirst(IServiceCollection services)
    {
        var ours = services.Single(static service => service.ImplementationType == typeof(TcpTransportFactory));
        var kestrels = services.Where(service =>
            service.ServiceType == typeof(IConnectionListenerFactory) && !ReferenceEquals(service, ours)).ToList();
        foreach (var service in kestrels)
            services.Remove(service);
        services.Remove(ours);
        services.Add(ours); // Kestrel adds its own only where there is none
    }
}
