using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;
using Gossamer.Server.Sessions.Wire;
using Gossamer.Server.Tests.Chat;
using Gossamer.SocketIO;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Sessions;

public sealed class MissedMessagesTests : IDisposable
{
    private static readonly UserName Billy = UserName.TryCreate("Billy", out var billy, out _) ? billy : default;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly ProcessPauseDetector _pauses;
    private readonly SocketIOServer _server;
    private readonly ConnectionRegistry _users;
    private int _sessions;

    public MissedMessagesTests()
    {
        _pauses = new ProcessPauseDetector(_time, NullLogger<ProcessPauseDetector>.Instance);
        _users = new ConnectionRegistry(new ChatOptions(), _time, new ChatCounters(), _pauses);
        _server = new SocketIOServer(Options.Create(new SocketIOOptions { Recovery = new RecoveryOptions() }),
            NullLogger<SocketIOServer>.Instance, _time);
    }

    /// <summary>Each of two clients that were lost together gets one, whoever of them had seen less.</summary>
    [Fact]
    public void Take_WhereSeveralWereLeftBehind_GivesOneAndTheOneThatKnowsLeast()
    {
        var long_ = Session(isLeftBehind: true, Message(1), Message(2), Message(3));
        var short_ = Session(isLeftBehind: true, Message(2), Message(3));

        var first = Take(2)!;
        var second = Take(1)!;

        (first.Source, first.IsGiven).ShouldBe((short_, true));
        Offsets(first.Packets).ShouldBe(["o2", "o3"]);
        (second.Source, second.IsGiven).ShouldBe((long_, true));
        Offsets(second.Packets).ShouldBe(["o1", "o2", "o3"]);
    }

    [Fact]
    public void Take_WhereNoneWasLeftBehind_ShowsWhatAnotherGotUnlessThatIsNotWanted()
    {
        var source = Session(isLeftBehind: false, Message(1), Message(2));

        Take(1, isShown: false).ShouldBeNull();
        Take(7).ShouldBeNull();
        var missed = Take(1)!;

        (missed.Source, missed.IsGiven).ShouldBe((source, false));
        missed.Later().ShouldBeEmpty();
        source.Socket.Send(Message(3)).ShouldBeTrue();
        Offsets(missed.Later()).ShouldBe(["o3"]);
    }

    [Fact]
    public void Take_ByAMessageOfTheUserThatTheConnectionWasBefore_FindsNothing()
    {
        Session(isLeftBehind: true, Message(1), Message(2), Identified("Billy"), Message(3));

        Take(1).ShouldBeNull();
        Offsets(Take(3)!.Packets).ShouldBe(["o3"]);
    }

    [Fact]
    public void Take_ByTheMessageByWhichAConnectionCameBack_FindsAllThatItGot()
    {
        var source = Session(isLeftBehind: true, Message(1), Identified("Billy"), Message(8), Message(9));
        source.CameBackBy = new MessageId("m7");

        Offsets(Take(7)!.Packets).ShouldBe(["o8", "o9"]);
    }

    [Fact]
    public void BeginSession_AsAnotherUser_ForgetsByWhichMessageItCameBack()
    {
        var connection = Session(isLeftBehind: true);
        connection.CameBackBy = new MessageId("m7");

        connection.BeginSession(Billy, isWanted: true);

        connection.CameBackBy.ShouldBeNull();
    }

    [Fact]
    public void Take_OfOneThatWasGiven_TellsWhatStillComesToIt()
    {
        var source = Session(isLeftBehind: true, Message(1));
        var rest = new List<string?>();
        var missed = MissedMessages.Take(_users, Billy, new MessageId("m1"), isShown: true, (_, packet) =>
        {
            rest.Add(packet.Offset);
            return true;
        })!;

        source.Socket.Send(Message(2)).ShouldBeTrue();

        missed.IsGiven.ShouldBeTrue();
        rest.ShouldBe(["o2"]);
        Offsets(missed.Later()).ShouldBe(["o2"]);
    }

    [Fact]
    public void Merge_OfASessionWithLateMessages_TellsTheOthers()
    {
        using var chat = new ChatHarness();
        var connection = Session(isLeftBehind: true);
        connection.Socket.Data = chat.Join("Billy").Session;
        var begin = new Begin { Late = { "o2" } };

        SessionAdoption.Merge(connection, begin, [Message(1), Message(2), Message(3)])!.End();

        Offsets(connection.Socket.RecoveryLog).ShouldBe(["o1", "o3"]);
    }

    /// <summary>The sender of a message that was late has been told so, and may repeat it where the client is.</summary>
    [Fact]
    public void Merge_OfASessionWithALateMessage_DoesNotTakeItsRepetitionForHad()
    {
        using var chat = new ChatHarness();
        var connection = Session(isLeftBehind: true);
        connection.Socket.Data = chat.Join("Billy").Session;
        ulong KeyOf(int number) => MessageKey.Of(Message(number).Frame.Span)!.Value.Value;
        var begin = new Begin { Late = { "o2" }, Had = { KeyOf(1), KeyOf(2) }, HadSeconds = { 1, 1 } };

        SessionAdoption.Merge(connection, begin, [Message(1), Message(2)])!.End();
        connection.SendOnce(Message(1), new MessageKey(KeyOf(1)), isLate: false).ShouldBeTrue();
        connection.SendOnce(Message(2), new MessageKey(KeyOf(2)), isLate: false).ShouldBeTrue();

        Offsets(connection.Socket.RecoveryLog).ShouldBe(["o1", "o2"]);
    }

    [Fact]
    public void Late_OfAMessageThatIsRepeated_IsForgotten()
    {
        var connection = Session(isLeftBehind: true);
        var key = new MessageKey(7);
        connection.NoteLate(Message(1), key);
        connection.NoteLate(Message(2), key: null);
        connection.SendOnce(Message(1), key, isLate: true).ShouldBeTrue();
        connection.NoteLate(Message(3), key);
        connection.SendOnce(Message(3), key, isLate: true).ShouldBeTrue();
        connection.Late.ShouldBe(["o1", "o2"]);

        connection.SendOnce(Message(4), key, isLate: false).ShouldBeTrue();

        connection.Late.ShouldBe(["o2"]);
        Offsets(connection.Socket.RecoveryLog).ShouldBe(["o1"]);
    }

    [Fact]
    public void Late_AfterAWhile_IsForgotten()
    {
        var connection = Session(isLeftBehind: true);
        connection.NoteLate(Message(1), new MessageKey(7));
        _time.Advance(TimeSpan.FromSeconds(91));
        connection.NoteLate(Message(2), new MessageKey(8));

        connection.Late.ShouldBe(["o2"]);
    }

    public void Dispose()
    {
        _server.Dispose();
        _pauses.Dispose();
    }

    private MissedMessages.Missed? Take(int since, bool isShown = true) =>
        MissedMessages.Take(_users, Billy, new MessageId($"m{since}"), isShown, static (_, _) => true);

    /// <summary>A connection of Billy's whose client is away, with what it was sent.</summary>
    private SocketConnection Session(bool isLeftBehind, params EncodedPacket[] sent)
    {
        SocketConnection? connection = null;
        var session = new RecoverableSession { Pid = $"pid{++_sessions}", Id = $"id{_sessions}", Namespace = "/", Packets = sent };
        _server.Adopt(session, socket =>
        {
            connection = new SocketConnection(socket, new RecentKeys(_time, TimeSpan.FromMinutes(2), 16),
                _time) { ComesBackBySince = isLeftBehind };
            _users.TryAdd(Billy, connection, int.MaxValue);
        }).ShouldBeTrue();
        return connection!;
    }

    private static IEnumerable<string?> Offsets(IEnumerable<EncodedPacket> packets) => packets.Select(static packet => packet.Offset);

    private static EncodedPacket Message(int n) => EncodedPacket.FromFrame(
        Encoding.UTF8.GetBytes($$"""42["im",{"from":"Anna","to":"Billy","text":"x","forwarded":false,"id":"m{{n}}","at":{{n}}}"""
            + $$""","o{{n}}"]"""), $"o{n}");

    private static EncodedPacket Identified(string user) => EncodedPacket.FromFrame(
        Encoding.UTF8.GetBytes($$"""42["identified",{"user":"{{user}}"},"i{{user}}"]"""), "i" + user);
}
