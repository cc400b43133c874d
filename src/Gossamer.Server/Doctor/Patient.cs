using Gossamer.Server.Configuration;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Doctor;

/// <summary>Whom the doctor looks at: a server of the file, with the settings that it would run with.</summary>
internal sealed record Patient(ServerEntry Self, ClusterConfig Config, ServerSettings Settings)
{
    /// <summary>Its keys could be read, so that links can be tried.</summary>
    public bool HasKeys { get; init; } = true;

    public IEnumerable<ServerEntry> Peers => Config.Servers.Where(server => server != Self);
}
