using Gossamer.Server.Configuration;

namespace Gossamer.Server.Doctor;

/// <summary>What a file can say that is no mistake by itself, and yet does not work: addresses at which nobody finds a server.</summary>
internal static class ConfigurationCheck
{
    private const string Name = "configuration";

    /// <summary>What made it unreadable.</summary>
    public static Finding Of(ConfigError error) => Finding.Fault(
        Name, error.Place is null ? $"{error.File}: {error.Problem}" : $"{error.File}: {error.Place}: {error.Problem}", error.Remedy);

    public static IEnumerable<Finding> Run(Patient patient)
    {
        var (self, config) = (patient.Self, patient.Config);
        yield return Finding.Ok(Name, $"{config.File} has {config.Servers.Length} servers; this one is {self}");
        foreach (var server in config.Servers)
        {
            if (config.Servers.Length > 1 && server is { IsWildcard: true, GivenUrl: null })
                yield return new Finding(
                    server == self ? Verdict.Warning : Verdict.Fault, // others may have a file of their own
                    Name,
                    $"{server.Id.Value} listens at every address, and by this file others look for it at {server.Url}, which is nowhere",
                    $"Give it an \"url\" in {config.File} by which the others find it, such as \"http://chat-1.example:{server.Port}\"");
            if (!config.IsLoopbackOnly && server is { IsLoopback: true, GivenUrl: null })
                yield return Finding.Warning(
                    Name, $"{server.Id.Value} listens at {server.Ip}, where only its own machine finds it, and not all servers are there",
                    $"Give it an address of the network, or an \"url\", in {config.File}");
        }
    }
}
