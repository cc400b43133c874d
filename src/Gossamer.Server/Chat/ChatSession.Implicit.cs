using Gossamer.Mesh;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <content>
/// A client with a token may leave out <c>identify</c>: it becomes the token's user with its first event that needs one, or after
/// <see cref="Identity.IdentityOptions.IdentifyGrace"/>. Not at once: most clients do identify, with options, and a second session of the
/// same connection would send them the list of users twice.
/// </content>
internal sealed partial class ChatSession
{
    private ITimer? _grace;
    private int _hasIdentified;
    private bool _isImplicit;

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

    private void HasIdentified()
    {
        Volatile.Write(ref _hasIdentified, 1);
        EndGrace();
    }

    private void EndGrace() => Interlocked.Exchange(ref _grace, null)?.Dispose();
}
