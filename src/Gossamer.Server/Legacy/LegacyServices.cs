using Gossamer.Server.Chat;

namespace Gossamer.Server.Legacy;

/// <summary>Registers what the chat hands the events of old servers to.</summary>
internal static class LegacyServices
{
    public static IServiceCollection AddLegacyServers(this IServiceCollection services) =>
        services.AddSingleton<IServerConnections, LegacyServerConnections>();
}
