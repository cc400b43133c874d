using System.Reflection;
using Gossamer.SocketIO.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Redis.Tests;

public sealed class HostingTests
{
    public static TheoryData<string, Action<RedisAdapterOptions>> Faults => new()
    {
        { "Configuration", static options => options.Configuration = "" },
        { "Configuration", static options => options.Configuration = "127.0.0.1,nothing=1" },
        { "Configuration", static options => options.Configuration = "ssl=true" },
        { "Key", static options => options.Key = "" },
        { "Key", static options => options.Key = "ä" },
        { "RequestTimeout", static options => options.RequestTimeout = TimeSpan.Zero },
        { "MaxRequests", static options => options.MaxRequests = 0 },
        { "MaxMessageBytes", static options => options.MaxMessageBytes = 1 },
        { "MaxUnconfirmedBytes", static options => options.MaxUnconfirmedBytes = 1 },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void AddRedis_WithAnOptionOutOfItsRange_SaysWhich(string option, Action<RedisAdapterOptions> set)
    {
        var services = new ServiceCollection().AddRedis("127.0.0.1:6379", set).BuildServiceProvider();

        var fault = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<RedisAdapterOptions>>().Value);

        fault.Failures.Single().ShouldStartWith($"RedisAdapterOptions.{option} ");
    }

    [Fact]
    public async Task StartAsync_WhenAnotherAdapterHasTakenItsPlace_SaysSo()
    {
        await using var host = new SocketIOTestHost(services: static services => services
            .AddSocketIO().AddRedis("127.0.0.1:6379").AddSingleton(new FakeRedis().Connect())
            .Configure<SocketIOOptions>(static options => options.Adapter = static ns => new InMemoryAdapter(ns)));
        var start = host.Services.GetServices<IHostedService>().OfType<RedisStart>().Single();

        (await Should.ThrowAsync<InvalidOperationException>(() => start.StartAsync(TestContext.Current.CancellationToken)))
            .Message.ShouldContain("AddRedis has no effect");
    }

    [Fact]
    public async Task StartAsync_WithoutRedis_GoesOnAndSaysSo()
    {
        await using var cluster = await Cluster.StartAsync(0);
        cluster.Redis.IsDown = true;
        await using var host = new SocketIOTestHost(services: services => services
            .AddLogging(logging => logging.AddProvider(cluster.Log)).AddSingleton(cluster.Redis.Connect())
            .AddSocketIO().AddRedis("127.0.0.1:6379"));
        var start = host.Services.GetServices<IHostedService>().OfType<RedisStart>().Single();

        await start.StartAsync(TestContext.Current.CancellationToken);

        cluster.Log.Count(7000).ShouldBe(1);
    }

    /// <summary>The host does it, and the container again.</summary>
    [Fact]
    public async Task Container_AfterTheHostHasStopped_IsDisposedEitherWay()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddRedis("127.0.0.1:6379");
        await using (var provider = services.BuildServiceProvider())
            await provider.GetRequiredService<RedisRooms>().StopAsync();
        using (var provider = services.BuildServiceProvider())
            provider.GetRequiredService<RedisRooms>().CreateAdapter(new SocketIOTestHost().Server.Main).ShouldNotBeNull();
    }

    [Fact]
    public void LoggerMessages_OfTheAssembly_HaveUniqueIdsInItsRange()
    {
        var ids = typeof(RedisAdapter).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>().ToList();

        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(static id => id >= 7000 && id <= 7999);
    }
}
