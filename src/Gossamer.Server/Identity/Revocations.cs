using Gossamer.Mesh;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Identity;

/// <summary>
/// What was revoked, here or at another server, until every token that it may be about has expired. Bounded: at the bound no more are
/// taken, rather than one forgotten that still counts. Of what other servers tell, each may hold no more than it leaves free
/// (<see cref="FairShare"/>): what is revoked here has room whatever they tell.
/// </summary>
internal sealed class Revocations(IdentityOptions options, TimeProvider time)
{
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UserName, Entry> _users = [];
    private readonly Dictionary<TokenId, Entry> _tokens = [];
    private readonly Dictionary<NodeId, int> _told = []; // how many of them each server told first
    private long? _forgotAt;

    /// <summary>By how much the servers' clocks may differ: a revocation of a later time than that is none.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Called for each that is new, under no lock.</summary>
    public Action<Revocation>? Added { get; set; }

    /// <summary>All that still count.</summary>
    public IReadOnlyList<Revocation> Current
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _users.Select(entry => Revocation.Of(entry.Key, entry.Value.At)),
                    .. _tokens.Select(entry => Revocation.Of(entry.Key, entry.Value.At))];
            }
        }
    }

    private int Count => _users.Count + _tokens.Count;

    /// <summary>Takes one in.</summary>
    /// <param name="revocation">What is revoked.</param>
    /// <param name="teller">The server that told it; null: it is this one's own.</param>
    /// <returns>False: there are too many already, or it is of a time to come.</returns>
    public bool TryAdd(Revocation revocation, NodeId? teller = null)
    {
        if (revocation.At > time.GetUtcNow() + ClockSkew)
            return false;
        lock (_gate)
        {
            var isNewer = revocation.User is { } user
                ? TryAdd(_users, user, revocation.At, teller)
                : TryAdd(_tokens, revocation.Token!.Value, revocation.At, teller);
            if (isNewer is not true)
                return isNewer is false;
        }

        Added?.Invoke(revocation);
        return true;
    }

    /// <summary>Whether what the connection brings was revoked.</summary>
    public bool Covers(ConnectionIdentity identity)
    {
        lock (_gate)
            return (identity.Token is { } token && _tokens.ContainsKey(token))
                || (identity.User is { } user && _users.TryGetValue(user, out var known)
                    && Revocation.Of(user, known.At).Covers(identity, user)
                    && identity.ExpiresAt is not null); // what never expires is no token: who authenticates decides anew each time
    }

    /// <returns>Whether it is newer than what is known; null: there is no room.</returns>
    private bool? TryAdd<TKey>(Dictionary<TKey, Entry> known, TKey key, DateTimeOffset at, NodeId? teller)
        where TKey : notnull
    {
        if (known.TryGetValue(key, out var before))
        {
            if (before.At >= at)
                return false;
            known[key] = before with { At = at };
            return true;
        }

        if (!HasRoom(teller))
            ForgetIfDue();
        if (!HasRoom(teller))
            return null;
        known[key] = new(at, teller);
        Note(teller, 1);
        return true;
    }

    private bool HasRoom(NodeId? teller) => teller is { } node
        ? FairShare.AllowsMore(options.MaxRevocations, Count, _told.GetValueOrDefault(node))
        : Count < options.MaxRevocations;

    private void Note(NodeId? teller, int by)
    {
        if (teller is { } node)
            _told[node] = _told.GetValueOrDefault(node) + by;
    }

    // Not for each that finds no room: it looks at all.
    private void ForgetIfDue()
    {
        if (_forgotAt is { } at && time.GetElapsedTime(at) < ForgetInterval)
            return;
        _forgotAt = time.GetTimestamp();
        Forget();
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - options.RevocationTime;
        Forget(_users, oldest);
        Forget(_tokens, oldest);
    }

    private void Forget<TKey>(Dictionary<TKey, Entry> known, DateTimeOffset oldest)
        where TKey : notnull
    {
        foreach (var (key, entry) in known)
        {
            if (entry.At >= oldest)
                continue;
            known.Remove(key);
            Note(entry.Teller, -1);
        }
    }

    private readonly record struct Entry(DateTimeOffset At, NodeId? Teller);
}
