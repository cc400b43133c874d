using Gossamer.Server.Configuration;
using Gossamer.SocketIO;

namespace Gossamer.Server.Forwarding;

/// <summary>Registers the handing over of requests between the servers of the mesh.</summary>
internal static class ForwardingServices
{
    public static IServiceCollection AddSessionForwarding(this IServiceCollection services, ServerEntry self, ClusterConfig config)
    {
        services.AddHttpForwarder();
        services.AddSingleton(new ForwardingOptions());
        return services.AddSingleton<ISessionForwarder>(
            provider => ActivatorUtilities.CreateInstance<SessionForwarder>(provider, self, config));
    }
}
