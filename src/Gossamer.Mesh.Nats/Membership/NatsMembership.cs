using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// The servers that say that they are there. Each says so at intervals, and soon when one asks that has just come. Who was silent for
/// long, or said goodbye, is none any more; while NATS is away nobody is silent.
/// </summary>
internal sealed class NatsMembership(NatsBus bus, TimeProvider time, ILogger<NatsMembership> log) : IMembership
{
    private const int UnheardBeforeWarning = 3;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, Heard> _heard = [];
    private readonly Signal _asked = new();
    private readonly OnceAMinute _warnings = new(time);
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long _heardAnybody;
    private int _unheard; // how often this server has said that it is there and has not heard itself

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
            if (said is not null)
                Hear(said);
        }
    }

    /// <summary>Says that this server is there, at intervals, until the end; then that it leaves.</summary>
    internal async Task AnnounceAsync(CancellationToken ct)
    {
        var kind = Announcement.State.Asking;
        while (!ct.IsCancellationRequested)
        {
            if (await TrySayAsync(kind).ConfigureAwait(false))
            {
                kind = Announcement.State.Here;
                WarnIfUnheard();
            }
            else
            {
                kind = Announcement.State.Asking; // who has been away knows nobody that came meanwhile
            }

            Forget();
            await WaitAsync(ct).ConfigureAwait(false);
        }

        if (await TrySayAsync(Announcement.State.Leaving).ConfigureAwait(false))
            await bus.TryFlushAsync().ConfigureAwait(false);
    }

    internal void Hear(Announcement said)
    {
        if (said.Id == bus.Self)
            HearSelf(said.Life);
        else if (said.Kind == Announcement.State.Asking)
            _asked.Set();
        bool isChange;
        lock (_gate)
        {
            SkipAbsence();
            isChange = said.Id != bus.Self && Note(said);
        }

        if (isChange)
            _changed.Writer.TryWrite(true);
    }

    /// <summary>Silence counts up to when anybody was heard, this server itself included: with NATS away nobody is.</summary>
    internal void Forget()
    {
        var removed = 0;
        lock (_gate)
        {
            foreach (var (id, heard) in _heard)
                if (time.GetElapsedTime(heard.At, _heardAnybody) > bus.Options.AnnouncementLife && _heard.Remove(id))
                    removed++;
        }

        if (removed > 0)
            _changed.Writer.TryWrite(true);
    }

    internal List<MeshPeer> Peers()
    {
        lock (_gate)
            return
            [
                .. _heard.OrderBy(static server => server.Key.Value, StringComparer.Ordinal)
                    .Select(server => new MeshPeer(server.Key, server.Value.Url ?? new Uri($"nats:{bus.Subjects.To(server.Key)}"))),
            ];
    }

    private async Task<bool> TrySayAsync(Announcement.State kind)
    {
        try
        {
            var said = new Announcement(bus.Self, bus.Options.Advertise, kind, bus.Life);
            await bus.PublishAsync(bus.Subjects.Here, said.Write(), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (NatsBus.IsAway(e))
        {
            return false;
        }
    }

    /// <summary>Waits for the next time to say it. Many that ask at about the same time are answered together.</summary>
    private async Task WaitAsync(CancellationToken ct)
    {
        using var interval = new CancellationTokenSource(bus.Options.AnnounceInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, ct);
        try
        {
            await _asked.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var gather = AnswerWithin * (1 - (Random.Shared.NextDouble() / 2));
        await Task.Delay(gather, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void HearSelf(ulong life)
    {
        if (life == bus.Life)
            Volatile.Write(ref _unheard, 0);
        else if (_warnings.TryTake("twin"))
            log.TwinHeard(bus.Self);
    }

    private void WarnIfUnheard()
    {
        if (Interlocked.Increment(ref _unheard) > UnheardBeforeWarning && _warnings.TryTake("unheard"))
            log.NotHeardBack(bus.Subjects.Here, bus.Subjects.All);
    }

    /// <summary>NATS was away, if nobody was heard for longer than this server is silent itself. It is not the others' silence.</summary>
    private void SkipAbsence()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(_heardAnybody, now) > 1.5 * bus.Options.AnnounceInterval)
            foreach (var heard in _heard.Values)
                heard.At = now;
        _heardAnybody = now;
    }

    private bool Note(Announcement said)
    {
        var known = _heard.GetValueOrDefault(said.Id);
        if (known is not null && IsOfATwin(said, known))
            return false;
        if (said.Kind == Announcement.State.Leaving)
            return _heard.Remove(said.Id);
        if (known is null && _heard.Count >= bus.Options.MaxServers)
            return false;
        _heard[said.Id] = new(said.Url, said.Life) { At = _heardAnybody };
        return known is null || known.Url != said.Url;
    }

    /// <summary>Two servers of one id, or one that is back before it was missed: the first one counts until it is silent.</summary>
    private bool IsOfATwin(Announcement said, Heard known) =>
        said.Life != known.Life && said.Life != 0 && known.Life != 0
        && time.GetElapsedTime(known.At, _heardAnybody) < 2.5 * bus.Options.AnnounceInterval;

    private sealed record Heard(Uri? Url, ulong Life)
    {
        /// <summary>When, as a timestamp.</summary>
        internal long At { get; set; }
    }
}
