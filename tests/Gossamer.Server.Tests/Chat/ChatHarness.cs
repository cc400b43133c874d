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
    private readonly InstantMessages _messages;

    public ChatHarness(ChatOptions? options = null)
    {
        Options = options ?? new ChatOptions();
        Mesh = new FakeMesh(Users);
        Lists = new ListPublisher(Mesh, new ListOptions(), Time, NullLogger<ListPublisher>.Instance);
        Mesh.Changed = Lists.Signal;
        _messages = new InstantMessages(Mesh, Options, Time, NullLogger<InstantMessages>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));

    public ChatOptions Options { get; }

    public LocalUsers Users { get; } = new();

    public FakeMesh Mesh { get; }

    public ListPublisher Lists { get; }

    public ChatSession Open(FakeConnection connection) =>
        new(connection, Users, Mesh, Lists, Options, NullLogger<ChatSession>.Instance);

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

    public void Dispose() => Lists.Dispose();

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
