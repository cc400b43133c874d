using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>One connection and the namespaces that it has joined: turns messages into packets and hands them to the sockets.</summary>
internal sealed partial class Client : IEngineHandler
{
    private readonly EngineSession _session;
    private readonly SocketIOServer _server;
    private readonly Lock _gate = new();
    private Socket[] _sockets = []; // replaced as a whole, so that finding one needs no lock
    private BinaryAssembly? _assembly; // while a packet's attachments are awaited
    private Watchdog? _attachmentWatch; // most connections never need it
    private ITimer? _connectTimeout;
    private bool _everJoined;

    public Client(EngineSession session, SocketIOServer server, Handshake handshake)
    {
        _session = session;
        _server = server;
        Handshake = handshake;
        session.Keep(handshake.Size);
    }

    public Handshake Handshake { get; }

    public bool TextIsJson => true;

    /// <summary>With CONNECT; protocol 4 joins the main namespace without.</summary>
    public bool ClientSpeaksFirst => _session.Protocol == EngineProtocol.V4;

    public long HeldBytes
    {
        get
        {
            long held = 0;
            foreach (var socket in Volatile.Read(ref _sockets))
                held += socket.HeldBytes;
            return held;
        }
    }

    /// <summary>Why the connection ended; meaningful once it has.</summary>
    public DisconnectReason ClosedBy => DisconnectReason.From(_session.Reason);

    /// <summary>The connection has ended, in a way that lets the client come back.</summary>
    public bool HasLostConnection => _session.IsClosed && ClosedBy.IsRecoverable;

    /// <summary>Recovery is on, and the client's protocol has it.</summary>
    private bool CanRecover => _server.Options.Recovery is not null && _session.Protocol == EngineProtocol.V4;

    /// <summary>Its sockets' ids are made of its session's.</summary>
    public bool IsOfOldProtocol => _session.Protocol == EngineProtocol.V3;

    /// <summary>Protocol 4 connects to the main namespace by itself; protocol 5 waits for the client's CONNECT.</summary>
    public void OnOpen()
    {
        if (_session.Protocol == EngineProtocol.V3)
        {
            _ = HoldPackets("/", JoinAsync("/", query: null, auth: default)).AsTask(); // nothing is read before this has returned
            return;
        }

        _connectTimeout = _session.Time.CreateTimer(
            static s => ((Client)s!).Close(CloseReason.ForcedClose), this, _server.Options.ConnectTimeout, Timeout.InfiniteTimeSpan);
    }

    public ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        if (_server.Parser is { } parser)
            return ReceiveAsync(parser, data, isBinary);
        if (!TryReceive(data, isBinary, out var packet, out var attachments, out var complete))
            Close(CloseReason.ParseError);
        else if (complete)
            return HandleInTurnAsync(TextOf(packet.Namespace), packet, attachments);
        return ValueTask.CompletedTask;
    }

    public void OnClosed(CloseReason reason)
    {
        _connectTimeout?.Dispose();
        Volatile.Write(ref _assembly, null); // the client may have some seconds yet to answer the close frame
        Volatile.Read(ref _attachmentWatch)?.Dispose();
        _ = _gone?.CancelAsync();
        foreach (var socket in Volatile.Read(ref _sockets))
            _server.EndSocket(socket, this);
        if (reason == CloseReason.OutboxFull)
            _server.Log.TooSlow(_session.Id, _server.Options.OutboxBytes, _server.Options.OutboxPackets);
        else
            _server.Log.Closed(_session.Id, reason.Words());
    }

    public TimeSpan SilentFor => _session.SilentFor;

    public long WaitingBytes => _session.WaitingBytes;

    /// <inheritdoc cref="EngineSession.WaitForRoomAsync"/>
    public ValueTask WaitForRoomAsync(CancellationToken cancellation) => _session.WaitForRoomAsync(cancellation);

    /// <inheritdoc cref="EngineSession.Drained"/>
    public SessionNotice Drained => _session.Drained;

    /// <inheritdoc cref="EngineSession.Upgraded"/>
    public SessionNotice Upgraded => _session.Upgraded;

    public SocketIOTransports Transport => _session.Transport?.Kind ?? SocketIOTransports.None;

    public EngineProtocol Protocol => _session.Protocol;

    /// <inheritdoc cref="EngineSession.KeepData"/>
    public void KeepData() => _session.KeepData();

    public bool Send(in EngineFrame frame) => _session.Send(frame);

    public bool Send(EncodedPacket packet) => CloseIfFull(packet.SendTo(_session)) == SendResult.Sent;

    public bool SendVolatile(EncodedPacket packet) => _session.IsWritable && Send(packet);

    /// <summary>For callers with a lock; to be followed by <see cref="CloseIfFull"/> without it.</summary>
    public SendResult TrySend(EncodedPacket packet) => packet.SendTo(_session);

    /// <inheritdoc cref="TrySend(EncodedPacket)"/>
    public SendResult TrySend(in EngineFrame frame) => _session.TrySend([frame]);

    public SendResult CloseIfFull(SendResult result)
    {
        if (result == SendResult.Full)
            Close(CloseReason.OutboxFull);
        return result;
    }

    /// <inheritdoc cref="EngineSession.ProbeAsync"/>
    public Task<bool> ProbeAsync(TimeSpan timeout, CancellationToken cancellation) => _session.ProbeAsync(timeout, cancellation);

    public void Close(CloseReason reason) => _session.Close(reason);

    /// <summary>Ends all the client's sockets and its connection.</summary>
    public void Disconnect()
    {
        foreach (var socket in Volatile.Read(ref _sockets))
            socket.Disconnect();
        Close(CloseReason.ForcedClose);
    }

    public void Remove(Socket socket)
    {
        lock (_gate)
            _sockets = Array.FindAll(_sockets, other => other != socket);
    }

    /// <returns>False when what came is not the protocol.</returns>
    private bool TryReceive(
        ReadOnlyMemory<byte> data, bool isBinary, out Packet packet, out ReadOnlyMemory<byte>[] attachments, out bool complete)
    {
        (packet, attachments, complete) = (default, [], true);
        if (isBinary)
            return TryReceiveAttachment(data, ref packet, ref attachments, out complete);
        if (Volatile.Read(ref _assembly) is not null || !PacketReader.TryRead(data, _server.PacketLimits, out packet))
            return false;
        if (packet.Attachments > 0)
            complete = Assemble(new BinaryAssembly(packet, data.Length), data.Length, ref packet, ref attachments);
        return true;
    }

    private bool TryReceiveAttachment(
        ReadOnlyMemory<byte> data, ref Packet packet, ref ReadOnlyMemory<byte>[] attachments, out bool complete)
    {
        complete = false;
        if (Volatile.Read(ref _assembly) is not { } assembly)
            return _session.IsClosed; // which lets go of what has not come whole
        if (!assembly.TryAdd(data, _server.PacketLimits))
            return false;
        complete = Assemble(assembly, data.Length, ref packet, ref attachments);
        return true;
    }

    /// <summary>From each part of a binary packet the next has to come in time. While they come nothing but the time is noted.</summary>
    private bool Assemble(BinaryAssembly assembly, int added, ref Packet packet, ref ReadOnlyMemory<byte>[] attachments)
    {
        if (!assembly.IsComplete)
        {
            _session.Keep(added);
            Volatile.Write(ref _assembly, assembly);
            (_attachmentWatch ??= new Watchdog(
                _session.Time, _server.Options.AttachmentTimeout, EndForAttachments)).Begin();
            return false;
        }

        (packet, attachments) = assembly.Whole;
        Volatile.Write(ref _assembly, null);
        _attachmentWatch?.End();
        _session.Keep(added - assembly.HeldBytes);
        return true;
    }

    private bool EndForAttachments()
    {
        Close(CloseReason.AttachmentsMissing);
        return true;
    }

    /// <summary>Behind the CONNECT of the same namespace, if that takes its time.</summary>
    private ValueTask HandleInTurnAsync(string fullNamespace, in Packet packet, ReadOnlyMemory<byte>[] attachments)
    {
        var (ns, query) = SplitQuery(fullNamespace);
        return _pending is { } pending && pending.TryFind(ns, out var last)
            ? HoldInTurn(pending, last, ns, query, packet, attachments)
            : HandleAsync(ns, query, packet, attachments);
    }

    private ValueTask HoldInTurn(
        PendingJoins pending, Task last, string ns, string? query, in Packet packet, ReadOnlyMemory<byte>[] attachments)
    {
        var kept = packet with { Namespace = default, Data = packet.Data.ToArray() };
        var size = kept.Data.Length + attachments.Sum(static attachment => attachment.Length);
        return pending.Hold(ns, WatchAsync(HandleLaterAsync(last, ns, query, kept, attachments, size)), size);
    }

    private async ValueTask HandleLaterAsync(
        Task last, string ns, string? query, Packet packet, ReadOnlyMemory<byte>[] attachments, int size)
    {
        _session.Keep(size);
        await last.ConfigureAwait(false);
        _session.Keep(-size);
        if (!_session.IsClosed)
            await HandleAsync(ns, query, packet, attachments).ConfigureAwait(false);
    }

    private ValueTask HandleAsync(string ns, string? query, in Packet packet, ReadOnlyMemory<byte>[] attachments)
    {
        var socket = Find(ns);
        return socket is { IsJoining: false } && packet.Type is (PacketType.Event or PacketType.BinaryEvent)
            ? socket.DispatchAsync(new EventMessage(socket, packet.Data, attachments, Acknowledgement.For(socket, packet.AckId)), this)
            : HandleOtherAsync(ns, query, socket, packet, attachments);
    }

    private ValueTask HandleOtherAsync(string ns, string? query, Socket? socket, in Packet packet, ReadOnlyMemory<byte>[] attachments)
    {
        switch (packet.Type)
        {
            case PacketType.Connect when socket is null:
                return ConnectAsync(ns, query, packet.Data);
            case PacketType.Connect when _session.Protocol == EngineProtocol.V3:
                break; // old clients may ask for what they have had implicitly
            case PacketType.Disconnect when socket is not null:
                socket.End(DisconnectReason.ClientNamespaceDisconnect, this);
                break;
            case PacketType.Ack or PacketType.BinaryAck when socket is not null:
                socket.OnAck(packet.AckId!.Value, packet.Data, attachments);
                break;
            case not (PacketType.Connect or PacketType.ConnectError) when _everJoined:
                break; // crossed with a DISCONNECT from here
            default:
                Close(CloseReason.ForcedClose);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Track(Socket socket)
    {
        lock (_gate)
        {
            _sockets = [.. _sockets, socket];
            _everJoined = true;
        }
    }

    private static string TextOf(ReadOnlyMemory<byte> ns) => ns.IsEmpty ? "/" : Encoding.UTF8.GetString(ns.Span);

    /// <summary>Clients of protocol 4 put the namespace's query behind its name.</summary>
    private (string Name, string? Query) SplitQuery(string text)
    {
        var mark = _session.Protocol == EngineProtocol.V3 ? text.IndexOf('?', StringComparison.Ordinal) : -1;
        return mark < 0 ? (text, null) : (text[..mark], text[mark..]);
    }

    /// <summary>Protocol 4 clients make their socket ids themselves, from the session's.</summary>
    private string SocketId(string ns) =>
        _session.Protocol == EngineProtocol.V4 ? SessionId.New() : ns == "/" ? _session.Id : ns + "#" + _session.Id;

    private Socket? Find(string ns)
    {
        foreach (var socket in Volatile.Read(ref _sockets))
        {
            if (socket.Namespace.Name == ns)
                return socket;
        }

        return null;
    }
}
