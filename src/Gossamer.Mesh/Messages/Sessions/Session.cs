using System.Text;
using Google.Protobuf;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// One client's place in its user's stream at this server. Nobody owns a client: two servers may have a session of the same one, which
/// costs only a count. Guarded by the user's stripe; time and peers come from <see cref="IMessageEnvironment"/>, so that a simulation runs
/// it.
/// <code>
/// (fresh) -----------------------------------------------------> Live --+
/// (offset) --> Resuming --(all awaited peers answered, or 2 s)--> Live --+--(away for the window, or asked for elsewhere)--> Ended
///                  +-----------------------------------------------------+
/// connection: Connected --(lost)--> Disconnected --(window over)--> the session ends
///             Connected and Unconfirmed --(sign of life)--> Connected
/// </code>
/// Its parts: offering messages (Session.Offering.cs) and those behind gaps (<see cref="ReorderBuffer"/>), resuming (Session.Resuming.cs),
/// what is gone (Session.Loss.cs), its rooms (Session.Rooms.cs), its client coming back elsewhere (Session.Superseded.cs), and what is said
/// of it then (Session.Vouching.cs).
/// </summary>
internal sealed partial class Session
{
    private const long ForgetInterval = 1_000; // ms

    private readonly IMessageEnvironment _environment;
    private readonly ISessionOutlet _outlet;
    private readonly Position _position;
    private readonly long _beganAt;
    private byte[] _description = [];
    private long _disconnectedAt;
    private long _lastSignOfLife;
    private long _nextForget;
    private InheritedRoom? _room;
    private long _roomTaken;

    private Session(UserStream stream, SessionStart start, Position position, IMessageEnvironment environment)
    {
        (Stream, Start, _position, _environment, _outlet) = (stream, start, position, environment, start.Outlet);
        _beganAt = _missingSince = stream.Now.Elapsed;
        position.CompleteFrom = stream.Now.Utc - environment.Times.OffsetReach;
    }

    /// <summary>Rises with each session of this server.</summary>
    internal ulong Id { get; set; }

    internal UserStream Stream { get; }

    internal SessionStart Start { get; }

    internal SessionPhase Phase { get; private set; }

    internal bool IsConnected { get; private set; } = true;

    /// <summary>By which its client is known at other servers.</summary>
    internal SessionKey Key => Start.Key;

    /// <summary>How far its client has got.</summary>
    internal Position Position => _position;

    /// <summary>What other servers must know besides the messages to go on with it: the application's.</summary>
    internal ReadOnlyMemory<byte> Description
    {
        get => Volatile.Read(ref _description);
        set => Volatile.Write(ref _description, value.ToArray()); // one reference: read by other threads without the user's lock
    }

    /// <summary>When the client was last heard, in ms of <see cref="Instant.Elapsed"/>.</summary>
    internal long LastSignOfLife => IsConnected ? Now.Elapsed - (long)_outlet.SilentFor.TotalMilliseconds : _lastSignOfLife;

    /// <summary>When the window of a lost connection is over, in ms of <see cref="Instant.Elapsed"/>.</summary>
    internal long WindowEnd => _disconnectedAt + _environment.Times.Window;

    private Instant Now => Stream.Now;

    /// <summary>A session that begins now: nothing from before it is its client's.</summary>
    internal static Session BeginFresh(UserStream stream, SessionStart start, Position position, IMessageEnvironment environment)
    {
        var session = new Session(stream, start, position, environment) { Phase = SessionPhase.Live };
        stream.Add(session);
        environment.Announce(session);
        session.BeginOutlet(isComplete: !start.IsLossKnown);
        session.NoteCaughtUp();
        return session;
    }

    /// <summary>A session that another server leaves to this one, while its client is away.</summary>
    /// <param name="stream">Of its user.</param>
    /// <param name="key">By which its client is known.</param>
    /// <param name="position">How far the client has got.</param>
    /// <param name="left">What the other server says of it.</param>
    /// <param name="room">What it takes of what that server may leave here; given back as it ends.</param>
    /// <param name="environment">The world.</param>
    internal static Session BeginInherited(
        UserStream stream, SessionKey key, Position position, HandedOffSession left, (InheritedRoom Of, long Taken) room,
        IMessageEnvironment environment)
    {
        var session = new Session(stream, new(NoOutlet.Instance, key), position, environment)
        {
            Phase = SessionPhase.Live,
            IsConnected = false,
        };
        (session._room, session._roomTaken) = room;
        session._disconnectedAt = session._lastSignOfLife = stream.Now.Elapsed - left.AwayMs;
        (session._isKnown, session._missingSince) = (!left.Unknown, stream.Now.Elapsed - left.MissingForMs - environment.Times.UnderWay);
        session._askedKeys.AddRange(RecoveryCodec.Decode(left.FormerKeys));
        stream.Add(session);
        environment.Announce(session);
        environment.Watch(session);
        session.JoinAll(RecoveryCodec.Rooms(left.Rooms, environment.Options.MaxRoomsPerSession));
        return session;
    }

    /// <summary>What another server must know to keep the session for its client, which is away.</summary>
    internal HandedOffSession HandOff()
    {
        var left = new HandedOffSession
        {
            Key = Key.Value,
            Description = UnsafeByteOperations.UnsafeWrap(Description),
            Offset = OffsetOf(_position),
            AwayMs = (uint)(Now.Elapsed - _disconnectedAt),
            Unknown = !IsVouchedFor,
            MissingForMs = (uint)Math.Max(0, Now.Elapsed - MissingSince),
            FormerKeys = { RecoveryCodec.Encode(FormerKeys) },
            Rooms = { RecoveryCodec.Encode(Rooms) },
        };
        foreach (var (idHash, offset) in _recent?.All() ?? [])
            left.Recent.Add(new Recent { IdHash = idHash, Offset = offset });
        return left;
    }

    /// <summary>Takes over where the client was after its latest messages.</summary>
    internal void RestoreRecent(uint idHash, string offset) => (_recent ??= new()).Add(idHash, Encoding.ASCII.GetBytes(offset));

    private string OffsetOf(Position position)
    {
        var buffer = new byte[OffsetText.MaxSize(position)];
        return Encoding.ASCII.GetString(buffer, 0, OffsetText.Write(position, Stream.User, _environment.Self, Key, buffer));
    }

    /// <summary>
    /// A life of a server is heard for the first time after this session began: what it accepted before was never this client's.
    /// </summary>
    internal void OnFirstHeard(Origin life, ulong counter)
    {
        if (Start.Offset is null && Phase != SessionPhase.Ended && _position.IndexOf(life) < 0)
            _position.AddLife(new() { Origin = life, Number = counter, Base = counter, HasBase = true, HeardAt = Now.Utc });
    }

    /// <summary>The connection is lost; its client may come back within the window, here or elsewhere.</summary>
    internal void Disconnect()
    {
        if (Phase == SessionPhase.Ended || !IsConnected)
            return;
        if (IsUnconfirmed)
        {
            Leave(); // its client is back elsewhere, and this was not the later connection
            return;
        }

        _lastSignOfLife = LastSignOfLife;
        (IsConnected, _disconnectedAt) = (false, Now.Elapsed);
        if (Start.CanReturn && _environment.Times.Window > 0)
            _environment.Watch(this);
        else
            Leave();
    }

    /// <summary>Ends the session because the client is gone for good, or another user.</summary>
    internal void Leave()
    {
        if (Phase == SessionPhase.Ended)
            return;
        Phase = SessionPhase.Ended;
        Stream.Remove(this);
        LeaveRooms();
        _environment.Withdraw(this);
        (_open, _answers, _parked, _gaps, _ahead) = (null, null, null, null, null);
        _room?.Return(_roomTaken);
    }

    /// <summary>Ends the session because the client is elsewhere, or did not come back.</summary>
    private void End()
    {
        Leave();
        _outlet.End();
    }

    /// <summary>Does what time demands.</summary>
    /// <returns>Whether it waits for something still.</returns>
    internal bool Tick()
    {
        var now = Now.Elapsed;
        if (Phase == SessionPhase.Ended)
            return false;
        var isWindowOver = !IsConnected && now >= WindowEnd;
        if (isWindowOver || IsProbeOver)
        {
            End();
            return false;
        }

        TickResuming();
        return !IsConnected || IsUnconfirmed || IsWaiting;
    }

    private void BeginOutlet(bool isComplete)
    {
        Span<byte> offset = stackalloc byte[OffsetText.StackBytes];
        _outlet.Begin(isComplete, WriteOffset(offset));
    }

    /// <summary>The position as text; nothing for a client that cannot come back.</summary>
    private ReadOnlySpan<byte> WriteOffset(Span<byte> buffer)
    {
        ForgetIfDue();
        if (!Start.CanReturn)
            return [];
        if (OffsetText.MaxSize(_position) > buffer.Length)
            buffer = new byte[OffsetText.MaxSize(_position)];
        return buffer[..OffsetText.Write(_position, Stream.User, _environment.Self, Key, buffer)];
    }

    // Nothing is forgotten while answers are awaited: a last number in one would look like that of a message which the client never had.
    private void ForgetIfDue()
    {
        if (Now.Elapsed < _nextForget || IsWaiting)
            return;
        _nextForget = Now.Elapsed + ForgetInterval;
        _position.Forget(Now.Utc, _environment.Times);
    }
}
