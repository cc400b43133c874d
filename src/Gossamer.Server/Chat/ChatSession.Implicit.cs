using Gossamer.Mesh;
using Gossamer.Server.Identity;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <content>
/// A client whom the server knows by its token may leave out <c>identify</c>. It is that user a moment after it joined, or with its first
/// event that needs one; not at once, since most clients do identify, and say how: then what it gets would begin anew, and come twice.
/// </content>
internal sealed partial class ChatSession
{
    private ITimer? _grace;
    private int _hasIdentified;
    private bool _isImplicit;
    private bool _isRevoked;

    /// <summary>The client has joined, as somebody new.</summary>
    public void Begin(TimeSpan grace)
    {
        if (access.Identity.User is null)
            return;
        _grace = time.CreateTimer(static session => ((ChatSession)session!).EnsureIdentified(), this, grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>As whom the client is identified that does something for which it must be somebody.</summary>
    public UserName? TryIdentify()
    {
        EnsureIdentified();
        return User;
    }

    private void EnsureIdentified()
    {
        if (access.Identity.User is not { } user || Interlocked.Exchange(ref _hasIdentified, 1) != 0)
            return;
        EndGrace();
        var identify = new Identify(user, PresenceMode.List);
        if (Check(identify) is { } refusal)
            logger.Refused(connection.Id, "identify", refusal.Code);
        else
            _ = BecomeImplicitlyAsync(identify);
    }

    /// <summary>Takes no time: who is known to the server needs no tag, and names no message.</summary>
    private async Task BecomeImplicitlyAsync(Identify identify) =>
        Become(identify, await starter.FindAsync(connection, identify), reply: null, isImplicit: true);

    /// <summary>Ends the connection if the revocation is about it. Its client cannot come back.</summary>
    /// <returns>Whether it is.</returns>
    public bool EndIfCovered(Revocation revocation)
    {
        if (!revocation.Covers(access.Identity, User))
            return false;
        Revoke();
        return true;
    }

    /// <summary>Ends the connection. Its client cannot come back.</summary>
    public void Revoke()
    {
        lock (_gate)
            _isRevoked = true;
        connection.Close();
    }

    private void HasIdentified()
    {
        Volatile.Write(ref _hasIdentified, 1);
        EndGrace();
    }

    private void EndGrace() => Interlocked.Exchange(ref _grace, null)?.Dispose();
}
