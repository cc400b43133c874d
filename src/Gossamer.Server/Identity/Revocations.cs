using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>
/// What was revoked, here or at another server, until every token that it may be about has expired. Bounded: at the bound no more are
/// taken, rather than one forgotten that still counts.
/// </summary>
internal sealed class Revocations(IdentityOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserName, DateTimeOffset> _users = [];
    private readonly Dictionary<TokenId, DateTimeOffset> _tokens = [];

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
                return [.. _users.Select(entry => Revocation.Of(entry.Key, entry.Value)),
                    .. _tokens.Select(entry => Revocation.Of(entry.Key, entry.Value))];
            }
        }
    }

    /// <summary>Takes one in. False: there are too many already.</summary>
    public bool TryAdd(Revocation revocation)
    {
        lock (_gate)
        {
            if (_users.Count + _tokens.Count >= options.MaxRevocations)
                Forget();
            if (_users.Count + _tokens.Count >= options.MaxRevocations)
                return false;
            var isNewer = revocation.User is { } user
                ? IsNewer(_users, user, revocation.At)
                : IsNewer(_tokens, revocation.Token!.Value, revocation.At);
            if (!isNewer)
                return true;
        }

        Added?.Invoke(revocation);
        return true;
    }

    /// <summary>Whether what the connection brings was revoked.</summary>
    public bool Covers(ConnectionIdentity identity)
    {
        lock (_gate)
            return (identity.Token is { } token && _tokens.ContainsKey(token))
                || (identity.User is { } user && _users.TryGetValue(user, out var at) && Revocation.Of(user, at).Covers(identity, user)
                    && identity.ExpiresAt is not null); // what never expires is no token: who authenticates decides anew each time
    }

    private static bool IsNewer<TKey>(Dictionary<TKey, DateTimeOffset> known, TKey key, DateTimeOffset at)
        where TKey : notnull
    {
        if (known.TryGetValue(key, out var before) && before >= at)
            return false;
        known[key] = at;
        return true;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - options.RevocationTime;
        Forget(_users, oldest);
        Forget(_tokens, oldest);
    }

    private static void Forget<TKey>(Dictionary<TKey, DateTimeOffset> known, DateTimeOffset oldest)
        where TKey : notnull
    {
        foreach (var (key, at) in known)
            if (at < oldest)
                known.Remove(key);
    }
}
