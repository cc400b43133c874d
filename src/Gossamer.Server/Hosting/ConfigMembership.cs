using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Hosting;

/// <summary>
/// The servers that the configuration file lists. It is read again when it has changed, which is looked for every few seconds, and at
/// SIGHUP. What cannot be read, or does not hold, is told to the log and changes nothing. Of this server's own entry nothing is taken
/// anew: it has its address already. Servers of the old system are those of the start.
/// </summary>
internal sealed class ConfigMembership(
    ServerEntry self, ClusterConfig atStart, CurrentConfig current, IOptions<MeshDirectOptions> direct, TimeProvider time,
    ILogger<ConfigMembership> logger) : IMembership
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<IReadOnlyList<MeshPeer>> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var seen = current.Value.Revision;
        yield return PeersOf(current.Value);
        var asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var signal = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            asked.Writer.TryWrite(true);
        });
        while (true)
        {
            var isAsked = await WaitAsync(asked.Reader, ct);
            if (ConfigFile.RevisionOf(atStart.File) is var now && now == seen && !isAsked)
                continue;
            seen = now;
            if (Read() is { } peers)
                yield return peers;
        }
    }

    /// <returns>True: somebody asked; false: it is time to look.</returns>
    private async Task<bool> WaitAsync(ChannelReader<bool> asked, CancellationToken ct)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(
            static wait => ((CancellationTokenSource)wait!).Cancel(), wait, Interval, Timeout.InfiniteTimeSpan);
        try
        {
            return await asked.ReadAsync(wait.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private IReadOnlyList<MeshPeer>? Read()
    {
        if (!ConfigFile.TryRead(atStart.File, out var config, out var error))
        {
            logger.NotReadAgain(error.ToString());
            return null;
        }

        if (config.Servers.Any(server => server.IsOld && !atStart.Servers.Contains(server)))
            logger.OldServersStay(config.File);
        foreach (var server in config.Servers)
            if (server.PublicKey is { } key && server.Id != self.Id)
                direct.Value.PublicKeys[server.Id] = key; // before it is a peer
        current.Value = config;
        logger.ReadAgain(config.File, config.Servers.Length);
        return PeersOf(config);
    }

    private IReadOnlyList<MeshPeer> PeersOf(ClusterConfig config) =>
    [
        .. config.Servers.Where(server => server.Id != self.Id && !server.IsOld).Select(
            static server => new MeshPeer(server.Id, server.Url)),
        .. atStart.Servers.Where(static server => server.IsOld).Select(
            static server => new MeshPeer(server.Id, server.Url) { IsLegacy = true }),
    ];
}
