using System.Text;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Chat;

/// <summary>The chat of one server without sockets and without links.</summary>
internal sealed class ChatHarness : IDisposable
{
    // Of identify, which needs no harness; nobody listens to it.
    private static readonly LimitMetrics Unheard = new();

    private readonly InstantMessages _messages;
    private readonly ConnectionLimit _limit;
    private readonly ConnectionShares _shares;
    private readonly ListPublisher _lists;
    private readonly ChangesPublisher _changes;
    private readonly WatchPublisher _watches;
    private readonly PresenceModes _modes;
    private readonly Watching _watching;
    private readonly DevicePublisher _devices;
    private readonly RoomSeats _seats;
    private readonly MemberExchange _exchange;
    private readonly MemberPublisher _members;
    private readonly RoomMembership _rooms;
    private readonly FileReceivers _receivers;
    private readonly Files _files;

    public ChatHarness(ChatOptions? options = null, TimeSpan? window = null, params string[] peers)
        : this(new FakeAccess(), options, window, peers)
    {
    }

    public ChatHarness(FakeAccess access, ChatOptions? options = null, TimeSpan? window = null, params string[] peers)
    {
        Options = options ?? new ChatOptions();
        Mesh = new FakeMesh(Time, window, peers);
        Access = access;
        Secrets = new TagSecrets(Time, Options.SessionWindow, peers.Select(static peer => new NodeId(peer)));
        var guard = new ReturnGuard(access, Secrets, Time);
        Closed = new ClosedRooms(Options.Groups, Time);
        Starter = new SessionStarter(Mesh, Counters, guard, Closed, Time);
        _limit = new ConnectionLimit(Options.MaxConnectionsPerUser);
        _shares = new ConnectionShares(Options.SessionWindow, Time);
        Limits = new EventLimits(Options.Rates, Metrics, Time);
        Recovery = new ChatRecovery(Mesh, Counters, _limit, _shares, Limits, access, guard, Closed, Time);
        _seats = new RoomSeats(Options.Groups);
        _exchange = new MemberExchange(Mesh.Node, Options.Groups, Time);
        _members = new MemberPublisher(Mesh.Node, _exchange, Options.Groups, Presence, Time, NullLogger<MemberPublisher>.Instance);
        _rooms = new RoomMembership(Mesh, Closed, _seats, Options.Groups, NullLogger<RoomMembership>.Instance);
        _devices = new DevicePublisher(Mesh, Presence, Time, NullLogger<DevicePublisher>.Instance);
        Mesh.Node.Directory.ConnectionsChanged += _devices.Signal;
        _lists = new ListPublisher(Mesh, Presence, Metrics, Time, NullLogger<ListPublisher>.Instance);
        _changes = new ChangesPublisher(Mesh, Presence, Metrics, Time, NullLogger<ChangesPublisher>.Instance);
        _watches = new WatchPublisher(Mesh, Presence, Time, NullLogger<WatchPublisher>.Instance);
        _modes = new PresenceModes(_lists, _changes, _watches);
        _watching = new Watching(_watches, Presence, NullLogger<Watching>.Instance);
        Mesh.Changed = _modes.Signal;
        var tooFast = new TooFast(Options.Rates, Metrics, Time, NullLogger<TooFast>.Instance);
        ChatMetrics = new ChatMetrics(Counters, Time);
        _receivers = new FileReceivers(Mesh.Node, Options.Files);
        var channel = new FileChannel(Mesh.Node, _receivers, Options.Files, NullLogger<FileChannel>.Instance);
        _files = new Files(Mesh.Node, Mesh, _receivers, channel, Options, tooFast, NullLogger<Files>.Instance);
        _messages = new InstantMessages(Mesh, Options, Counters, ChatMetrics, tooFast, NullLogger<InstantMessages>.Instance);
    }

    public LimitMetrics Metrics { get; } = new();

    public ChatMetrics ChatMetrics { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));

    public ChatOptions Options { get; }

    public ChatCounters Counters { get; } = new();

    public FakeMesh Mesh { get; }

    public FakeAccess Access { get; }

    public TagSecrets Secrets { get; }

    public IdentityOptions Identity { get; } = new();

    public SessionStarter Starter { get; }

    public ChatRecovery Recovery { get; }

    public EventLimits Limits { get; }

    public ClosedRooms Closed { get; }

    public PresenceOptions Presence { get; } = new() { MaxWatched = 3 };

    /// <param name="connection">Its connection.</param>
    /// <param name="identity">Who it may be; anybody unless told otherwise.</param>
    public ChatSession Open(FakeConnection connection, ConnectionIdentity? identity = null) => new(
        connection, Limits.Begin(connection.Address),
        new ConnectionAccess(identity ?? ConnectionIdentity.Anybody, connection, Identity, Time), Mesh, Starter, _modes, _devices, _members,
        _seats, Closed, _receivers, _limit, _shares, Options, Time, NullLogger<ChatSession>.Instance);

    /// <summary>What a connection goes on with whose client brings that id and that offset.</summary>
    public async Task<RecoveredSession?> RecoverAsync(string pid, string offset, CancellationToken cancellation = default) =>
        (await ReturnAsync(pid, offset, cancellation))?.Recovered.ShouldNotBeNull();

    /// <summary>As what a client is admitted that brings that id and that offset.</summary>
    public async Task<AdmittedClient?> ReturnAsync(string pid, string offset, CancellationToken cancellation = default)
    {
        var request = new RecoveryRequest { PrivateSessionId = pid, Offset = offset, Namespace = "/" };
        return (await Recovery.RecoverAsync(request, cancellation))?.Data.ShouldBeOfType<AdmittedClient>();
    }

    /// <summary>The client is back at this connection.</summary>
    public ChatSession Continue(FakeConnection connection, RecoveredSession recovered)
    {
        var session = Open(connection);
        session.Continue(recovered, _watches);
        return session;
    }

    /// <summary>Opens a connection and identifies it, its outbox emptied.</summary>
    public (ChatSession Session, FakeConnection Connection) Join(string user, string id = "c1")
    {
        return Join(user, new FakeConnection(id));
    }

    public (ChatSession Session, FakeConnection Connection) Join(string user, FakeConnection connection)
    {
        var session = Open(connection);
        Identify(session, JsonSerializer.Serialize(new { user, presence = "none" }));
        session.User!.Value.Value.ShouldBe(user);
        connection.Sent.ShouldBeEmpty();
        return (session, connection);
    }

    /// <summary>Sends <c>identify</c> with arguments as they stand on the wire, without the brackets; its handling takes no time.</summary>
    public static FakeAcknowledgement? Identify(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        Identify(session, arguments, ack).IsCompletedSuccessfully.ShouldBeTrue();
        return ack;
    }

    /// <summary>The same where its handling may take time.</summary>
    public static Task Identify(ChatSession session, string arguments, FakeAcknowledgement? ack)
    {
        var reader = Arguments("identify", arguments);
        return session.IdentifyAsync(ref reader, new Reply(session.Connection, "identify", ack, Unheard)).AsTask();
    }

    /// <summary>Sends <c>im</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Send(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("im", arguments);
        _ = _messages.Take(session, ref reader, new Reply(session.Connection, "im", ack, Metrics), Time.GetUtcNow()).AsTask();
        return ack;
    }

    /// <summary>Sends <c>file</c> with an argument as it stands on the wire, and its attachments.</summary>
    public FakeAcknowledgement File(ChatSession session, string argument, params byte[][] attachments)
    {
        var ack = new FakeAcknowledgement();
        var reader = Arguments("file", argument);
        var reply = new Reply(session.Connection, "file", ack, Metrics);
        ReadOnlyMemory<byte>[] data = [.. attachments.Select(static one => (ReadOnlyMemory<byte>)one)];
        _ = _files.Take(session, ref reader, data, reply, Time.GetUtcNow()).AsTask();
        return ack;
    }

    /// <summary>Sends <c>watch</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Watch(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("watch", arguments);
        _watching.Watch(session, ref reader, new Reply(session.Connection, "watch", ack, Metrics));
        return ack;
    }

    /// <summary>Sends <c>unwatch</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Unwatch(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("unwatch", arguments);
        _watching.Unwatch(session, ref reader, new Reply(session.Connection, "unwatch", ack, Metrics));
        return ack;
    }

    /// <summary>Sends <c>join</c>, <c>leave</c> or <c>members</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Room(ChatSession session, string eventName, string arguments, bool withAck = true)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments(eventName, arguments);
        var reply = new Reply(session.Connection, eventName, ack, Metrics);
        if (string.Equals(eventName, "join", StringComparison.Ordinal))
            _rooms.JoinAsync(session, ref reader, reply).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        else if (string.Equals(eventName, "leave", StringComparison.Ordinal))
            _rooms.Leave(session, ref reader, reply);
        else
            _rooms.Members(session, ref reader, reply);
        return ack;
    }

    public void Dispose()
    {
        _members.Dispose();
        _exchange.Dispose();
        _devices.Dispose();
        _lists.Dispose();
        _changes.Dispose();
        _watches.Dispose();
        Metrics.Dispose();
        ChatMetrics.Dispose();
    }

    /// <summary>The offset at the end of a frame.</summary>
    public static string OffsetOf(string frame)
    {
        using var json = JsonDocument.Parse(frame[2..]);
        return json.RootElement[json.RootElement.GetArrayLength() - 1].GetString().ShouldNotBeNull();
    }

    /// <summary>A reader as the Socket.IO library gives it: on the event's name.</summary>
    public static Utf8JsonReader Arguments(string eventName, string arguments) => Arguments(
        Encoding.UTF8.GetBytes(arguments.Length == 0 ? $"[\"{eventName}\"]" : $"[\"{eventName}\",{arguments}]"));

    public static Utf8JsonReader Arguments(byte[] payload)
    {
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        reader.Read();
        return reader;
    }
}
