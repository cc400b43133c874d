using Gossamer.Mesh;
using Gossamer.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Doctor;

/// <summary>Whom a name in DNS leads to, by the same look-up as a server's.</summary>
internal static class DiscoveryCheck
{
    private const string Name = "discovery";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10); // of the look-up, and of asking who is there

    /// <summary>The patient with those that were found; null: there is no name to look for.</summary>
    public static async Task<(Patient Patient, Finding Finding)?> RunAsync(Patient patient, CancellationToken cancellation)
    {
        if (patient.Config.Mesh.Discover is not { } name)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Timeout);
        try
        {
            var found = await FindAsync(patient, patience.Token);
            var ids = string.Join(", ", found.Select(static peer => peer.Id.Value));
            return (patient with { Found = found }, found.Count > 0
                ? Finding.Ok(Name, $"{name} leads to {ids}")
                : Finding.Warning(
                    Name, $"{name} leads to no other server that answers",
                    "Fine for the first of a mesh; else look at the DNS and at the others"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (patient, Finding.Fault(
                Name, $"{name} is not found within {Timeout.TotalSeconds:0} s",
                $"Correct the name in {patient.Config.File}, or the name servers; "
                    + $"\"getent hosts {name.IdnHost}\" shows what the system knows"));
        }
        catch (OptionsValidationException invalid)
        {
            var failures = invalid.Failures.Select(static failure => failure.TrimEnd('.'));
            return (patient, Finding.Fault(Name, string.Join("; ", failures), "Correct it"));
        }
    }

    private static async Task<IReadOnlyList<MeshPeer>> FindAsync(Patient patient, CancellationToken cancellation)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddMesh(mesh => ServerSite.Join(mesh, patient.Self, patient.Config, patient.Settings))
            .AddDirect(direct => ServerSite.Configure(direct, patient.Settings))
            .AddDiscovery(patient.Self, patient.Config, patient.Settings with { Peers = [], FollowsConfig = false });
        await using var provider = services.BuildServiceProvider();
        await foreach (var peers in provider.GetRequiredService<IMembership>().WatchAsync(cancellation))
            return [.. peers.Where(peer => peer.Id != patient.Self.Id)];
        return [];
    }
}
