using Gossamer.Mesh;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <inheritdoc cref="IConnection"/>
internal sealed class SocketConnection(Socket socket, RecentKeys had, TimeProvider time) : IConnection
{
    private readonly Lock _gate = new();
    private LateMessages? _late;
    private volatile Joining? _joining;
    private volatile CommonPast? _parted;
    private int _asks;
    private int _askedBack;

    /// <summary>The chat's connection of a socket; null when it has none.</summary>
    public static SocketConnection? Of(Socket socket) => (socket.Data as ChatSession)?.Connection as SocketConnection;

    public string Id => socket.Id;

    public Socket Socket => socket;

    /// <summary>The messages that the client has had of late and that may be repeated.</summary>
    public RecentKeys Had => had;

    /// <summary>The client's protocol knows no recovery, and it comes back by naming the last message that it saw.</summary>
    public bool ComesBackBySince { get; set; }

    /// <summary>The last message that the client had seen when it came here: all that this connection was sent came after it.</summary>
    public MessageId? CameBackBy { get; set; }

    /// <summary>
    /// Its session was on its way to another server, which may have taken it unheard: what both had by then. Null: nobody else has it.
    /// </summary>
    public CommonPast? Parted => _parted;

    /// <inheritdoc/>
    public bool MayBeElsewhere => _parted is not null;

    /// <summary>Other servers are being asked for copies of its session.</summary>
    public bool IsAsking => Volatile.Read(ref _asks) != 0;

    public void NoteParted(CommonPast past)
    {
        lock (_gate)
            _parted = _parted?.With(past) ?? past;
    }

    /// <summary>False when others are being asked: they are asked once more if it has parted again meanwhile.</summary>
    public bool TryBeginAsking() => Interlocked.Exchange(ref _asks, 1) == 0;

    /// <summary>True when it is to be asked again.</summary>
    /// <param name="past">Of what was asked for.</param>
    /// <param name="isOnlyHere">All have answered.</param>
    public bool EndAsking(CommonPast? past, bool isOnlyHere)
    {
        lock (_gate)
        {
            Volatile.Write(ref _asks, 0);
            if (_parted != past)
                return true;
            if (isOnlyHere)
                _parted = null;
            return false;
        }
    }

    /// <summary>Whether a server that asks for this session, whose client is here, has not been asked in turn: once is enough.</summary>
    public bool TryAskBack() => Interlocked.Exchange(ref _askedBack, 1) == 0;

    public bool IsAwaitingReconnect => socket.IsAwaitingReconnect;

    /// <summary>Its client is there, or may come back.</summary>
    public bool IsPresent => socket.Connected || socket.IsAwaitingReconnect;

    public TimeSpan DisconnectedFor => socket.DisconnectedFor;

    /// <summary>Messages are held back until it is known what came before them.</summary>
    public bool IsJoining => _joining is not null;

    public long WaitingBytes => socket.WaitingBytes;

    /// <summary>The offsets of messages that were not counted as delivered.</summary>
    public IReadOnlyList<string> Late => _late?.Offsets ?? [];

    /// <summary>Whether the message was not counted as delivered.</summary>
    public bool IsLate(EncodedPacket packet) => packet.Offset is { } offset && _late?.Contains(offset) == true;

    public void NoteLate(EncodedPacket packet, MessageKey? key)
    {
        if (packet.Offset is { } offset)
            LazyInitializer.EnsureInitialized(ref _late, () => new LateMessages(time)).Add(offset, key);
    }

    public bool Send(EncodedPacket packet) =>
        packet.Offset is not null && _joining is { } joining ? joining.Send(packet) : socket.Send(packet);

    public bool SendOnce(EncodedPacket packet, MessageKey key, bool isLate)
    {
        if (!isLate)
            _late?.Remove(key);
        if (packet.Offset is not null && _joining is { } joining)
            return joining.SendOnce(packet, key);
        if (!had.TryAdd(key) || socket.Send(packet))
            return true;
        had.Remove(key);
        return false;
    }

    public void BeginSession(UserName user, bool isWanted)
    {
        CameBackBy = null; // as whom it was before
        if (isWanted && socket.PrivateSessionId is null)
        {
            socket.EnableRecovery();
            ComesBackBySince = true;
        }

        if (socket.PrivateSessionId is null)
            return;
        var frame = IdentifiedFrame.Write(user);
        socket.Send(EncodedPacket.FromFrame(frame, Offset.Of(frame)));
    }

    /// <summary>Sends what is held back, before the session goes elsewhere.</summary>
    public void EndJoining() => _joining?.Finish();

    /// <summary>Holds back messages, or joins who does so already, and has the say when it ends.</summary>
    public Joining Join(out ITold told)
    {
        while (true)
        {
            if (Hold() is { } own)
            {
                told = own;
                return own;
            }

            if (_joining is { } others && others.TryShare())
            {
                told = new Teller(others, others.End);
                return others;
            }
        }
    }

    public Joining? Hold()
    {
        var joining = new Joining(socket.Send, had, over => Interlocked.CompareExchange(ref _joining, null, over), WasSent);
        return Interlocked.CompareExchange(ref _joining, joining, null) is null ? joining : null;
    }

    private bool WasSent(string offset)
    {
        foreach (var packet in socket.RecoveryLog)
            if (packet.Offset == offset)
                return true;
        return false;
    }
}
