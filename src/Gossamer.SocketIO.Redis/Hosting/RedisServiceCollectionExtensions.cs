using Gossamer.SocketIO;
using Gossamer.SocketIO.Redis;
using Gossamer.SocketIO.Redis.PubSub;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Has a Socket.IO server's rooms span all servers on a Redis.</summary>
public static class RedisServiceCollectionExtensions
{
    /// <summary>
    /// Rooms, broadcasts and queries of the <see cref="SocketIOServer"/> reach all servers that are on the same Redis, those of Node with
    /// <c>@socket.io/redis-adapter</c> among them: <c>services.AddSocketIO().AddRedis("127.0.0.1:6379")</c>. Options that do not hold end
    /// the start with an <see cref="OptionsValidationException"/> that says all that is wrong; a Redis that is not there does not.
    /// </summary>
    /// <param name="services">What <c>AddSocketIO</c> returned.</param>
    /// <param name="configuration">Where Redis is, as StackExchange.Redis reads it.</param>
    /// <param name="configure">Sets the rest of the options.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddRedis(
        this IServiceCollection services, string configuration, Action<RedisAdapterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<RedisAdapterOptions>()
            .Configure(options => options.Configuration = configuration)
            .Configure(configure ?? (static _ => { }))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisAdapterOptions>, RedisAdapterOptionsValidator>());
        services.TryAddSingleton<IPubSub, StackExchangePubSub>();
        services.TryAddSingleton<RedisRooms>();
        services.AddOptions<SocketIOOptions>().Configure<RedisRooms>(static (options, rooms) => options.Adapter = rooms.CreateAdapter);
        services.AddHostedService<RedisStart>();
        return services;
    }
}
