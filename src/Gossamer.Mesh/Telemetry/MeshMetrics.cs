using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Gossamer.Mesh;

/// <summary>
/// The meter <c>Gossamer.Mesh</c>: what happens is counted here, what is at a moment is asked of the node (<see cref="MeshGauges"/>).
/// docs/metrics.md says of each instrument what it counts. No tag's value comes from a client: peers are those of the configuration, all
/// others are words of this program.
/// </summary>
internal sealed class MeshMetrics : IDisposable
{
    internal const string MeterName = "Gossamer.Mesh";

    /// <summary>Receipts take from a tenth of a millisecond, in one machine, to seconds.</summary>
    private static readonly double[] ReceiptBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5];

    /// <summary>From what counts as a pause to a machine that was suspended.</summary>
    private static readonly double[] PauseBuckets = [2, 5, 10, 30, 60, 300, 3_600];

    private readonly Meter? _own;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _linkOpens;
    private readonly Counter<long> _linkCloses;
    private readonly Counter<long> _forwardFailures;
    private readonly Histogram<double> _receiptDuration;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _pulls;
    private readonly Counter<long> _recoveries;
    private readonly Counter<long> _losses;
    private readonly Histogram<double> _pauses;

    /// <param name="meters">The container's; without one the meter is this node's own.</param>
    internal MeshMetrics(IMeterFactory? meters)
    {
        Meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        if (_own is null)
            GC.SuppressFinalize(this);
        _refused = Counter("gossamer.mesh.items.refused", "{item}", "What other servers sent that breaks a rule");
        _linkOpens = Counter("gossamer.mesh.link.opens", "{link}", "Links that came up");
        _linkCloses = Counter("gossamer.mesh.link.closes", "{link}", "Links that ended, and attempts that failed");
        _forwardFailures = Counter("gossamer.mesh.forward.failures", "{message}", "Messages for a peer that were given up");
        _receiptDuration = Duration(
            "gossamer.mesh.receipt.duration", "From a message's hand-over to a link to its receipt", ReceiptBuckets);
        _snapshots = Counter("gossamer.mesh.presence.snapshots", "{snapshot}", "Lists of users that were asked for again, after a gap");
        _pulls = Counter("gossamer.mesh.pulls", "{pull}", "Questions to a peer for what a client missed");
        _recoveries = Counter("gossamer.mesh.recoveries", "{session}", "Sessions that were resumed");
        _losses = Counter("gossamer.mesh.losses", "{loss}", "How often a client was told that it may have missed messages");
        _pauses = Duration("gossamer.mesh.pause.duration", "For how long the process stood still, each time that it did", PauseBuckets);
    }

    /// <summary>A node that is let go of without being stopped would leave its meter behind: the runtime keeps a list of them.</summary>
    [SuppressMessage("Design", "MA0055", Justification = "Nothing else tells that a node was let go of.")]
    ~MeshMetrics() => _own?.Dispose();

    internal Meter Meter { get; }

    /// <summary>Whether anybody listens to <see cref="Receipt"/>, for which times have to be taken.</summary>
    internal bool TimesReceipts => _receiptDuration.Enabled;

    public void Dispose()
    {
        _own?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Refused(NodeId peer, PeerBreach breach) => _refused.Add(1, Peer(peer), Reason(MeshWords.Of(breach)));

    internal void LinkUp(NodeId peer, bool isOutgoing) => _linkOpens.Add(1, Peer(peer), Direction(isOutgoing));

    internal void LinkDown(NodeId peer, bool isOutgoing, LinkCloseCode code) =>
        _linkCloses.Add(1, Peer(peer), Direction(isOutgoing), Reason(MeshWords.Of(code)));

    internal void GivenUp(NodeId peer, int messages, UnreachableReason reason) =>
        _forwardFailures.Add(messages, Peer(peer), Reason(MeshWords.Of(reason)));

    internal void Receipt(NodeId peer, TimeSpan duration) => _receiptDuration.Record(duration.TotalSeconds, Peer(peer));

    internal void SnapshotWanted(NodeId peer) => _snapshots.Add(1, Peer(peer));

    /// <param name="peer">Who is asked.</param>
    /// <param name="isResuming">A client is back; else a gap is to be filled.</param>
    internal void Pulled(NodeId peer, bool isResuming) => _pulls.Add(1, Peer(peer), new("kind", isResuming ? "resume" : "gap"));

    internal void Resumed(bool isComplete) =>
        _recoveries.Add(1, new KeyValuePair<string, object?>("result", isComplete ? "complete" : "incomplete"));

    internal void Lost() => _losses.Add(1);

    internal void Paused(TimeSpan pause) => _pauses.Record(pause.TotalSeconds);

    internal static KeyValuePair<string, object?> Peer(NodeId peer) => new("peer", peer.Value);

    internal static KeyValuePair<string, object?> Direction(bool isOutgoing) => new("direction", isOutgoing ? "outgoing" : "incoming");

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);

    private Counter<long> Counter(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Duration(string name, string description, double[] buckets) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
