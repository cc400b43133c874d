namespace Gossamer.Mesh;

/// <content>The sessions of this server's clients: how they begin, are found and resumed, and what is logged for them.</content>
public sealed partial class MeshNode
{
    /// <summary>Clients that lost their connection may come back (<see cref="MeshOptions.SessionWindow"/>).</summary>
    public bool KeepsSessions => _context.Options.SessionWindow > TimeSpan.Zero;

    /// <inheritdoc cref="MeshOptions.ProbeTimeout"/>
    public TimeSpan ProbeTimeout => _context.Options.ProbeTimeout;

    /// <summary>Users of this server with at least one session.</summary>
    public int UsersHere => _context.Presence.Users;

    /// <summary>Sessions of this server whose clients have lost their connection and may come back.</summary>
    public int WaitingSessions => _messages.Sessions.Disconnected;

    /// <summary>
    /// What the logs of messages take here, in bytes; at most about <see cref="MeshOptions.MaxLogBytes"/>. Costs nothing to ask.
    /// </summary>
    public long LoggedBytes => _messages.LoggedBytes;

    /// <summary>The largest part of <see cref="LoggedBytes"/> that is one user's. Looks at all users.</summary>
    public long LargestLogBytes => _messages.LargestLog();

    /// <summary>
    /// Lets go of logged messages, because their memory is needed elsewhere: those of the users with the largest logs first, then the
    /// oldest of all. A client that comes back for one of them is told that it has not got all.
    /// </summary>
    /// <param name="bytes">How many bytes; as many as can be, when less is logged.</param>
    /// <param name="keep">
    /// Logs of no more bytes than that stay as they are. Below 16 KiB none is cut for its size any more, and the oldest of all go.
    /// </param>
    public void ReleaseLogs(long bytes, long keep) => _messages.ReleaseLogs(bytes, keep);

    /// <summary>How many sessions a user has at this server.</summary>
    public int SessionsOf(UserName user) => _context.Presence.Connections(user);

    /// <summary>How many sessions the user has here whose clients are connected.</summary>
    public int ConnectionsOf(UserName user) => _messages.ConnectionsOf(user);

    /// <summary>Whether the text is an offset of that user's.</summary>
    public static bool IsOffset(UserName user, string text) => OffsetText.TryRead(text, user, 0, out _);

    /// <summary>
    /// The key that an offset of a client without an id of its own bears (<see cref="ClientIdentity.ByOffset"/>): the same as its session's
    /// <see cref="MeshSession.Key"/>. Null when it bears none, or is no offset of that user's.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="offset">The offset.</param>
    public static string? KeyOf(UserName user, string offset) =>
        OffsetText.TryRead(offset, user, 0, out var read) && !read.Key.IsNone ? read.Key.Value : null;

    /// <summary>
    /// Begins the session of a client that is new: it gets what is sent to its user from now on, and what its user sends. The user is in
    /// all servers' directories while a session lasts.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="outlet">The client's connection.</param>
    /// <param name="client">How the client can come back.</param>
    public MeshSession BeginSession(UserName user, ISessionOutlet outlet, ClientIdentity client)
    {
        ArgumentNullException.ThrowIfNull(outlet);
        return new(_messages, _messages.BeginOrResume(user, client.Start(outlet)));
    }

    /// <summary>
    /// Begins the session of a client that comes back: once the other servers have answered, or after <see cref="MeshOptions.ResumeWait"/>,
    /// it gets what it missed, in order, then what is new. An offset that is none of that user's counts as none: the session is a new
    /// client's, and begins as incomplete.
    /// </summary>
    /// <param name="user">The user. Whoever may be it may bring any of its offsets.</param>
    /// <param name="outlet">The client's connection.</param>
    /// <param name="client">How the client can come back the next time, and where it comes from.</param>
    /// <param name="offset">The latest offset that the client got.</param>
    public MeshSession ResumeSession(UserName user, ISessionOutlet outlet, ClientIdentity client, string offset)
    {
        ArgumentNullException.ThrowIfNull(outlet);
        ArgumentNullException.ThrowIfNull(offset);
        var isOffset = OffsetText.TryRead(offset, user, _messages.Now.Utc, out var read);
        var start = isOffset ? client.Start(outlet, read!) : client.Start(outlet) with { IsLossKnown = true };
        return new(_messages, _messages.BeginOrResume(user, start));
    }

    /// <summary>
    /// Finds the session of that key at whichever server, in one round trip; waits <see cref="MeshOptions.ResumeWait"/> at most.
    /// </summary>
    /// <returns>The session; null when no server that answered knows it.</returns>
    public Task<LocatedSession?> LocateAsync(string key) => LocateAsync(new Wire.Recovery.Locate { Key = key });

    /// <summary>
    /// Finds a session of that user whose client was sent that message as one of its latest 64; otherwise as
    /// <see cref="LocateAsync(string)"/>.
    /// </summary>
    public Task<LocatedSession?> LocateAsync(UserName user, MessageId lastSeen) =>
        LocateAsync(new Wire.Recovery.Locate { User = user.Value, IdHash = IdHash.Of(lastSeen.Value) });

    private Task<LocatedSession?> LocateAsync(Wire.Recovery.Locate locate)
    {
        var located = new TaskCompletionSource<LocatedSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _messages.Recovery.Locator.Begin(locate, located.SetResult);
        return located.Task;
    }
}
