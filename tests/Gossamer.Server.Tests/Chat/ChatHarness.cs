using System.Text;
using System.Text.Json;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Chat;

/// <summary>The chat of one server without sockets and without a mesh.</summary>
internal sealed class ChatHarness : IDisposable
{
    private readonly ProcessPauseDetector _pauses;
    private readonly InstantMessages _messages;
    private readonly ListPublisher _lists;
    private readonly ChangesPublisher _changes;
    private readonly WatchPublisher _watches;
    private readonly PresenceModes _modes;
    private readonly Watching _watching;

    public ChatHarness(ChatOptions? options = null)
    {
        Options = options ?? new ChatOptions();
        _pauses = new ProcessPauseDetector(Time, NullLogger<ProcessPauseDetector>.Instance);
        Users = new ConnectionRegistry(Options, Time, Counters, _pauses);
        Mesh = new FakeMesh(Users);
        _lists = new ListPublisher(Mesh, Presence, Time, NullLogger<ListPublisher>.Instance);
        _changes = new ChangesPublisher(Mesh, Presence, Time, NullLogger<ChangesPublisher>.Instance);
        _watches = new WatchPublisher(Mesh, Presence, Time, NullLogger<WatchPublisher>.Instance);
        _modes = new PresenceModes(_lists, _changes, _watches);
        _watching = new Watching(_watches, Presence, NullLogger<Watching>.Instance);
        Mesh.Changed = _modes.Signal;
        _messages = new InstantMessages(Mesh, Options, Counters, Time, NullLogger<InstantMessages>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));

    public ChatOptions Options { get; }

    public ChatCounters Counters { get; } = new();

    public ConnectionRegistry Users { get; }

    public FakeMesh Mesh { get; }

    public FakeMissedMessages Missed { get; } = new();

    public PresenceOptions Presence { get; } = new() { MaxWatched = 3 };

    public ChatSession Open(FakeConnection connection) =>
        new(connection, Users, Mesh, _modes, Missed, Options, Time, NullLogger<ChatSession>.Instance);

    /// <summary>Opens a connection and identifies it, its outbox emptied.</summary>
    public (ChatSession Session, FakeConnection Connection) Join(string user, string id = "c1")
    {
        var connection = new FakeConnection(id);
        var session = Open(connection);
        Identify(session, JsonSerializer.Serialize(new { user, presence = "none" }));
        session.User!.Value.Value.ShouldBe(user);
        connection.Sent.ShouldBeEmpty();
        return (session, connection);
    }

    /// <summary>Sends <c>identify</c> with arguments as they stand on the wire, without the brackets.</summary>
    public static FakeAcknowledgement? Identify(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("identify", arguments);
        session.Identify(ref reader, new Reply(session.Connection, "identify", ack));
        return ack;
    }

    /// <summary>Sends <c>im</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Send(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("im", arguments);
        _messages.Take(session, ref reader, new Reply(session.Connection, "im", ack));
        return ack;
    }

    /// <summary>Sends <c>watch</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Watch(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("watch", arguments);
        _watching.Watch(session.Connection, ref reader, new Reply(session.Connection, "watch", ack));
        return ack;
    }

    /// <summary>Sends <c>unwatch</c> with arguments as they stand on the wire, without the brackets.</summary>
    public FakeAcknowledgement? Unwatch(ChatSession session, string arguments, bool withAck = false)
    {
        var ack = withAck ? new FakeAcknowledgement() : null;
        var reader = Arguments("unwatch", arguments);
        _watching.Unwatch(session.Connection, ref reader, new Reply(session.Connection, "unwatch", ack));
        return ack;
    }

    public void Dispose()
    {
        _lists.Dispose();
        _changes.Dispose();
        _watches.Dispose();
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
