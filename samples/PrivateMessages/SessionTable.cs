using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace PrivateMessages;

/// <summary>All users. Not for several threads at once: <see cref="Messenger"/> has the lock.</summary>
/// <param name="capacity">How many there may be.</param>
internal sealed class SessionTable(int capacity)
{
    private readonly Dictionary<string, Session> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _byUserId = new(StringComparer.Ordinal);
    private readonly LinkedList<Session> _away = new(); // the longest away first

    public IEnumerable<Session> All => _byId.Values;

    public bool TryFind(string? id, [NotNullWhen(true)] out Session? session)
    {
        session = null;
        return id is not null && _byId.TryGetValue(id, out session);
    }

    public bool TryFindUser(string? userId, [NotNullWhen(true)] out Session? session)
    {
        session = null;
        return userId is not null && _byUserId.TryGetValue(userId, out session);
    }

    /// <summary>A user more; where there is no room, who has been away longest is forgotten.</summary>
    /// <returns>False when everybody is there.</returns>
    public bool TryAdd(string username, [NotNullWhen(true)] out Session? session, out Session? forgotten)
    {
        (session, forgotten) = (null, null);
        if (_byId.Count >= capacity)
        {
            if (_away.First is not { } longest)
                return false;
            forgotten = longest.Value;
            _away.RemoveFirst();
            _byId.Remove(forgotten.Id);
            _byUserId.Remove(forgotten.UserId);
        }

        session = new Session(RandomNumberGenerator.GetHexString(32), RandomNumberGenerator.GetHexString(16), username);
        _byId.Add(session.Id, session);
        _byUserId.Add(session.UserId, session);
        return true;
    }

    /// <summary>A tab more. The session stays as long as it has one.</summary>
    public void Hold(Session session)
    {
        if (session.Sockets++ == 0)
            _away.Remove(session);
    }

    /// <summary>A tab less.</summary>
    public void Release(Session session)
    {
        if (--session.Sockets == 0)
            _away.AddLast(session);
    }
}
