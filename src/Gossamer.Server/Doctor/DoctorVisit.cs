using Gossamer.Server.Hosting;

namespace Gossamer.Server.Doctor;

/// <summary>All that can be looked at once the configuration and the options could be read: first here, then server by server.</summary>
internal sealed class DoctorVisit(Patient patient, TimeProvider time)
{
    private const int AtOnce = 16;

    /// <summary>In the order in which they are told; those of servers in the order of the file.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var finding in ConfigurationCheck.Run(patient).Concat(KeyCheck.Run(patient))
            .Concat(CertificateCheck.OfSelf(patient, time.GetUtcNow())))
            yield return finding;
        yield return DescriptorCheck.Run(OpenFiles.Limit(), patient.Settings.Connections.Max);
        yield return PortCheck.Run(patient);
        var whole = patient;
        if (await DiscoveryCheck.RunAsync(patient, cancellation) is { } discovered)
        {
            yield return discovered.Finding;
            whole = discovered.Patient;
        }

        using var gate = new SemaphoreSlim(AtOnce);
        var check = new PeerCheck(whole, time);
        foreach (var looking in whole.Peers.Select(peer => Task.Run(async () =>
        {
            await gate.WaitAsync(cancellation);
            try
            {
                return await check.RunAsync(peer, cancellation);
            }
            finally
            {
                gate.Release();
            }
        }, cancellation)).ToList())
        {
            foreach (var finding in await looking)
                yield return finding;
        }
    }
}
