using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>
/// The secrets of offsets' tags: this server's own, fresh at each start, and those that the other servers tell. Each is known by every
/// server, so that a client may come back anywhere, also when the one that wrote its offset is dead. A secret that its owner no longer
/// tells is kept for as long as offsets reach. Bounded by who tells: what one server tells pushes out nothing that another told.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">For how long clients may come back.</param>
/// <param name="peers">The other servers, of whom each tells what it knows once it is linked.</param>
internal sealed class TagSecrets(TimeProvider time, TimeSpan window = default, params IEnumerable<NodeId> peers)
{
    /// <summary>For so long a server that has just started may be without a link to some of the others, on a busy machine, too.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromSeconds(10);

    public const int Bytes = 32;

    /// <summary>How many of one server's own: lives of it that ended within <see cref="Kept"/>.</summary>
    private const int MaxOwn = 8;

    /// <summary>How many one server may tell of all: the lives of a few dozen servers.</summary>
    public const int MaxTold = 256;

    /// <summary>How many are told on that their owners did not tell here: what one makes up does not crowd out the others.</summary>
    private const int MaxHearsay = 64;

    private static readonly TimeSpan LeastKept = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(48); // of offsets beyond the window (docs/mesh-protocol.md, 11.1: P)

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private readonly HashSet<NodeId> _awaited = [.. peers];
    private readonly List<Known> _known = [];
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Own { get; } = RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>
    /// For how long a secret is kept after its owner was last heard. After that logs and offsets of the server that had it are gone: they
    /// reach for the window and 48 s, and the owner told it up to an interval before its end.
    /// </summary>
    public TimeSpan Kept { get; } = TimeSpan.FromTicks(Math.Max(
        LeastKept.Ticks, (window + Reach + (2 * TagSecretChannel.Interval)).Ticks));

    /// <summary>
    /// For how long this server may yet be told what others kept of those of its former lives; zero once all others have told theirs.
    /// </summary>
    public TimeSpan YoungFor
    {
        get
        {
            lock (_gate)
                return _awaited.Count > 0 && time.GetElapsedTime(_began) is var age && age < Young ? Young - age : TimeSpan.Zero;
        }
    }

    /// <summary>Done when a secret is told that was not known.</summary>
    public Task Told
    {
        get
        {
            lock (_gate)
                return _told.Task;
        }
    }

    /// <summary>All that are known, the own first, each with the time since its owner told it last.</summary>
    public IReadOnlyList<(byte[] Secret, TimeSpan Age)> All
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [(Own, TimeSpan.Zero), .. _known.Select(WithAge)];
            }
        }
    }

    /// <summary>What another server is told: the own first, then those that their owners told here, then so many others.</summary>
    public IReadOnlyList<(byte[] Secret, TimeSpan Age)> ToTell
    {
        get
        {
            lock (_gate)
            {
                Forget();
                var owned = _known.Where(static known => known.Owner is not null);
                var others = _known.Where(static known => known.Owner is null).OrderByDescending(static known => known.ToldAt);
                return [(Own, TimeSpan.Zero), .. owned.Concat(others.Take(MaxHearsay)).Take(MaxTold).Select(WithAge)];
            }
        }
    }

    /// <summary>Takes a secret in, or that its owner was there more lately than known.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="age">For how long its owner has been silent.</param>
    /// <param name="teller">The server that tells it.</param>
    /// <param name="isOwn">It is that server's own.</param>
    public void Learn(ReadOnlySpan<byte> secret, TimeSpan age, NodeId teller, bool isOwn)
    {
        if (age > Kept || secret.SequenceEqual(Own))
            return;
        var toldAt = time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            var known = Find(secret);
            var isNew = known is null;
            if (known is null)
            {
                Forget();
                _known.Add(known = new Known(secret.ToArray(), toldAt));
            }

            known.ToldAt = Math.Max(known.ToldAt, toldAt);
            known.Tellers.Add(teller);
            if (isOwn)
                known.Owner = teller;
            KeepWithinBounds(teller);
            if (isNew)
                Tell();
        }
    }

    /// <summary>The server has told all that it knows.</summary>
    public void OnAllTold(NodeId teller)
    {
        lock (_gate)
            _awaited.Remove(teller);
    }

    /// <summary>Whether any of them made the tag.</summary>
    public bool Verify(UserName user, string offset, [NotNullWhen(true)] string? tag)
    {
        if (tag is null)
            return false;
        foreach (var (secret, _) in All)
            if (OffsetTag.For(user, secret).Fits(offset, tag))
                return true;
        return false;
    }

    private (byte[] Secret, TimeSpan Age) WithAge(Known known) => (known.Secret, time.GetElapsedTime(known.ToldAt));

    private void KeepWithinBounds(NodeId teller)
    {
        if (_known.Count(known => known.Owner == teller) > MaxOwn)
            _known.Where(known => known.Owner == teller).MinBy(static known => known.ToldAt)!.Owner = null;
        if (_known.Count(known => known.Tellers.Contains(teller)) <= MaxTold)
            return;
        var least = _known.Where(known => known.Tellers.Contains(teller)).OrderBy(known => known.Owner == teller)
            .ThenBy(static known => known.ToldAt).First();
        least.Tellers.Remove(teller);
        if (least.Tellers.Count == 0)
            _known.Remove(least);
    }

    private void Tell()
    {
        var told = _told;
        _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.SetResult();
    }

    private Known? Find(ReadOnlySpan<byte> secret)
    {
        foreach (var known in _known)
            if (secret.SequenceEqual(known.Secret))
                return known;
        return null;
    }

    private void Forget() => _known.RemoveAll(known => time.GetElapsedTime(known.ToldAt) > Kept);

    private sealed class Known(byte[] secret, long toldAt)
    {
        public byte[] Secret => secret;

        public long ToldAt { get; set; } = toldAt;

        /// <summary>Whose it is, by that server's own word; null: nobody has said so here.</summary>
        public NodeId? Owner { get; set; }

        /// <summary>Who told it: what one server tells more than it may goes only if no other told it too.</summary>
        public HashSet<NodeId> Tellers { get; } = [];
    }
}
