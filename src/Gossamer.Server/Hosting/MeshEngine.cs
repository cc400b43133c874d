using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Hosting;

/// <summary>Over what servers reach each other: directly, or over NATS.</summary>
internal static class MeshEngine
{
    public static IMeshBuilder AddEngine(
        this IMeshBuilder mesh, ServerEntry self, ClusterConfig config, Action<MeshDirectOptions> direct) =>
        config.Mesh.Nats is not { } section ? mesh.AddDirect(direct)
        : mesh.AddNats(nats =>
        {
            nats.Url = section.Url;
            nats.CredentialsFile = section.Credentials;
            nats.AuthorityFile = section.Authorities;
            nats.Advertise = section.Advertise ?? (self.IsWildcard ? null : self.Url);
        });
}
