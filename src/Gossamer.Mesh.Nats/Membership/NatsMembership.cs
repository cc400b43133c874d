using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// The servers that say that they are there. Each says so at intervals, and at once when one asks that has just come. Who was silent for
/// long, or said goodbye, is none any more; while NATS is away nobody is silent.
/// </summary>
internal sealed class NatsMembership(NatsBus bus, TimeProvider time, ILogger<NatsMembership> log) : IMembership
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, (Uri? Url, long HeardAt)> _heard = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long _heardAnybody;

    public async IAsyncEnumerable<IReadOnlyList<MeshPeer>> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var _ in _changed.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            var peers = Peers();
            log.Discovered(string.Join(", ", peers.Select(static peer => peer.Id.Value)));
            yield return peers;
        }
    }

    /// <summary>Hears the others, until the end.</summary>
    internal async Task ListenAsync(CancellationToken ct)
    {
        await foreach (var message in bus.SubscribeAsync(bus.Subjects.Here, ct).ConfigureAwait(false))
        {
            Announcement? said;
            using (message.Data)
                said = Announcement.Read(message.Data.Span);
            if (said is null)
                continue;
            Hear(said);
            if (said.Kind == Announcement.State.Asking && said.Id != bus.Self)
                await TrySayAsync(Announcement.State.Here).ConfigureAwait(false);
        }
    }

    /// <summary>Says that this server is there, at intervals, until the end; then that it leaves.</summary>
    internal async Task AnnounceAsync(CancellationToken ct)
    {
        var kind = Announcement.State.Asking;
        while (!ct.IsCancellationRequested)
        {
            if (await TrySayAsync(kind).ConfigureAwait(false))
                kind = Announcement.State.Here;
            else
                kind = Announcement.State.Asking; // who has been away knows nobody that came meanwhile
            Forget();
            await Task.Delay(bus.Options.AnnounceInterval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal Task<bool> LeaveAsync() => TrySayAsync(Announcement.State.Leaving);

    private async Task<bool> TrySayAsync(Announcement.State kind)
    {
        try
        {
            var said = new Announcement(bus.Self, bus.Options.Advertise, kind);
            await bus.PublishAsync(bus.Subjects.Here, said.Write(), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (NatsBus.IsAway(e))
        {
            return false;
        }
    }

    private void Hear(Announcement said)
    {
        var isChange = false;
        lock (_gate)
        {
            _heardAnybody = time.GetTimestamp(); // this server hears itself as well: NATS is there
            if (said.Id == bus.Self)
                return;
            if (said.Kind == Announcement.State.Leaving)
            {
                isChange = _heard.Remove(said.Id);
            }
            else if (_heard.TryGetValue(said.Id, out var before) || _heard.Count < bus.Options.MaxServers)
            {
                isChange = before.HeardAt == 0 || before.Url != said.Url;
                _heard[said.Id] = (said.Url, Math.Max(1, _heardAnybody));
            }
        }

        if (isChange)
            _changed.Writer.TryWrite(true);
    }

    /// <summary>Silence counts up to when anybody was heard: with NATS away nobody is.</summary>
    private void Forget()
    {
        var removed = 0;
        lock (_gate)
        {
            foreach (var (id, (_, heardAt)) in _heard)
                if (time.GetElapsedTime(heardAt, _heardAnybody) > bus.Options.AnnouncementLife && _heard.Remove(id))
                    removed++;
        }

        if (removed > 0)
            _changed.Writer.TryWrite(true);
    }

    private List<MeshPeer> Peers()
    {
        lock (_gate)
            return
            [
                .. _heard.OrderBy(static server => server.Key.Value, StringComparer.Ordinal)
                    .Select(server => new MeshPeer(server.Key, server.Value.Url ?? new Uri($"nats:{bus.Subjects.To(server.Key)}"))),
            ];
    }
}
