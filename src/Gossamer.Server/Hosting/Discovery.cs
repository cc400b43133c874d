using Gossamer.Mesh;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Hosting;

/// <summary>Where a server learns which others there are: the file, the command line, DNS.</summary>
internal static class Discovery
{
    public static void AddDiscovery(this IMeshBuilder mesh, ServerEntry self, ClusterConfig config, ServerSettings settings)
    {
        mesh.Services.AddSingleton(self).AddSingleton(new CurrentConfig(config));
        if (config.Mesh.Nats is not null)
            return; // there servers find each other
        if (settings.FollowsConfig)
            mesh.Services.AddSingleton<IMembership>(
                provider => ActivatorUtilities.CreateInstance<ConfigMembership>(provider, self, config));
        if (settings.Peers.Count > 0)
            mesh.Services.AddSingleton<IMembership>(new FixedMembership(settings.Peers));
        if (config.Mesh.Discover is { } name)
            mesh.AddDns(dns =>
            {
                dns.Name = name;
                dns.Scheme = settings.Tls.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
                foreach (var server in config.Mesh.NameServers)
                    dns.NameServers.Add(server);
            });
    }
}
