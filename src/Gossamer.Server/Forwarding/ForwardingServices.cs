using Gossamer.Server.Configuration;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;
using IPNetwork = System.Net.IPNetwork;

namespace Gossamer.Server.Forwarding;

/// <summary>Registers the handing over of requests between the servers of the mesh.</summary>
internal static class ForwardingServices
{
    /// <param name="services">Where to.</param>
    /// <param name="self">This server.</param>
    /// <param name="connections">All connections of the process.</param>
    /// <param name="proxies">The networks of the proxies that clients come by.</param>
    /// <param name="areFound">The servers' addresses are found, not configured.</param>
    public static IServiceCollection AddSessionForwarding(
        this IServiceCollection services, ServerEntry self, IConnectionCount connections,
        IReadOnlyCollection<IPNetwork> proxies, bool areFound)
    {
        services.AddHttpForwarder();
        var options = new ForwardingOptions { OnlyToLinked = areFound };
        services.AddSingleton(options).AddSingleton(new ForwardLimit(options, connections, proxies));
        return services.AddSingleton<ISessionForwarder>(
            provider => ActivatorUtilities.CreateInstance<SessionForwarder>(provider, self));
    }
}
