using Google.Protobuf;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

/// <summary>What one peer may say of the messages of another, which is linked.</summary>
public sealed class ClaimTests : IDisposable
{
    private const ulong Told = 5;

    private readonly HandMesh _mesh = new();
    private readonly SimSession _ben;
    private readonly HandMesh.Peer _liar;
    private readonly HandMesh.Peer _other;

    public ClaimTests()
    {
        _other = _mesh.Link("other", Told, "Anna");
        _liar = _mesh.Link("liar", 0, "Mallory");
        _ben = _mesh.Begin("Ben");
    }

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void Entries_FarBeyondWhatTheLifeHasTold_AreRefused()
    {
        _liar.Bring("Ben", _mesh.Entry(_other.Life, MessageStamp.MaxNumber, "forged"));
        _other.Forward(Told + 1, "Anna", "Ben");
        _mesh.Run(0.25);

        _ben.Texts.ShouldBe(["m6"]);
        _mesh.Refused.ShouldBe(["liar number"]);
        _liar.Reason.ShouldBeNull();
    }

    [Fact]
    public void Entries_ALittleBeyond_WaitUntilTheLifeTellsAsMuch()
    {
        _liar.Bring("Ben", _mesh.Entry(_other.Life, Told + 3, "m8"));
        _mesh.Run(0.25);
        _ben.Texts.ShouldBeEmpty();
        _other.Forward(Told + 1, "Anna", "Ben");
        _mesh.Run(0.25);
        _ben.Texts.ShouldBe(["m6"]);

        _other.TellLastNumber(Told + 3);
        _mesh.Run(0.25);

        _ben.Texts.ShouldBe(["m6", "m8"]);
        _mesh.Refused.ShouldBeEmpty("honest servers bring such");
    }

    [Fact]
    public void Entries_ALittleBeyond_ComeWhenTheLifeIsSilent()
    {
        _liar.Bring("Ben", _mesh.Entry(_other.Life, Told + 3, "m8"));
        _mesh.Run(0.25);
        _other.Goes();
        _mesh.Run(0.25);
        _ben.Texts.ShouldBe(["m8"]);
    }

    [Fact]
    public void Entries_WithinWhatTheLifeHasTold_AreTaken()
    {
        _other.TellLastNumber(Told + 3);
        _liar.Bring("Ben", _mesh.Entry(_other.Life, Told + 3, "m8"));
        _ben.Texts.ShouldBe(["m8"]);
    }

    [Fact]
    public void Entries_OfMoreLivesThanThereCanBe_AreLeftOut()
    {
        var server = Origin.ServerOf(new("other")) << 30;
        _liar.Bring("Ben", [.. Enumerable.Range(1, 100).Select(life => _mesh.Entry(new(server + (ulong)life), 1, $"{life}"))]);
        _ben.Texts.Count.ShouldBeLessThanOrEqualTo(16);

        _other.Forward(Told + 1, "Anna", "Ben");
        _ben.Texts[^1].ShouldBe("m6");
    }

    [Fact]
    public void InheritedLast_OfALifeThatIsLinked_IsNotPassedOver()
    {
        _liar.Say(new() { Missed = new() { User = "Ben", LastNumber = 1 } });
        _liar.Say(new()
        {
            Entries = new()
            {
                Request = _mesh.Node.Incarnation.Value + 1, Question = 1, LastPiece = true, LastNumber = 1,
                Inherited = { new Place { Origin = _other.Life.Value, Number = Told + 1000 } },
            },
        });
        _mesh.Run(0.25);
        _other.Forward(Told + 1, "Anna", "Ben");
        _ben.Texts.ShouldBe(["m6"]);
    }

    [Fact]
    public void Missed_OfAUserWhoIsUnknownHereAndThere_IsRefused()
    {
        _liar.Say(new() { Missed = new() { User = "Nobody", Entries = { _mesh.Entry(_liar.Life, 1, "m1") }, LastNumber = 1 } });
        _mesh.Refused.ShouldBe(["liar session"]);
        _liar.Say(new() { Missed = new() { User = "Mallory", Entries = { _mesh.Entry(_liar.Life, 2, "m2") }, LastNumber = 2 } });
        _liar.Say(new() { Missed = new() { User = "Ben", Entries = { _mesh.Entry(_liar.Life, 3, "m3") }, LastNumber = 3 } });
        _ben.Texts.ShouldBe(["m3"]);
        _mesh.Refused.Count.ShouldBe(1);
    }

    [Fact]
    public void HandoffPiece_NumbersThatTheLifeCannotHaveGiven_AreRefusedOneByOne()
    {
        var before = _mesh.Node.Messages.LoggedBytes;
        _liar.Say(new()
        {
            HandoffPiece = new()
            {
                User = "Mallory",
                Entries = { _mesh.Entry(_other.Life, MessageStamp.MaxNumber, "forged"), _mesh.Entry(_other.Life, Told, "m5") },
                KeyPlaces = { new Key { Key_ = 1, Origin = _other.Life.Value, Number = MessageStamp.MaxNumber, At = _mesh.Now } },
                Inherited = { new Place { Origin = _other.Life.Value, Number = MessageStamp.MaxNumber } },
            },
        });
        _mesh.Refused.ShouldBe(["liar number", "liar number", "liar number"], ignoreOrder: true);
        _mesh.Node.Messages.LoggedBytes.ShouldBeGreaterThan(before, "the message within what was told is kept");
    }

    [Fact]
    public void HandoffPiece_KeysFromTheFuture_AreForgottenLikeOthers()
    {
        var before = _mesh.Node.Messages.LoggedBytes;
        _liar.Say(new()
        {
            HandoffPiece = new()
            {
                User = "Mallory",
                KeyPlaces = { Enumerable.Range(1, 50).Select(static key => new Key { Key_ = (ulong)key, Number = 1, At = long.MaxValue }) },
            },
        });
        _mesh.Node.Messages.LoggedBytes.ShouldBeGreaterThan(before);
        for (var i = 0; i < 100; i++)
            _mesh.Run(2);
        _mesh.Node.Messages.LoggedBytes.ShouldBeLessThanOrEqualTo(before);
    }

    [Fact]
    public void HandoffPiece_LastNumbersOfMoreLivesThanThereCanBe_AreRefused()
    {
        for (var i = 0UL; i < 3; i++)
            _liar.Say(new()
            {
                HandoffPiece = new()
                {
                    User = "Mallory",
                    Inherited = { Enumerable.Range(1, 30).Select(n => new Place { Origin = (i * 30) + (ulong)n, Number = 1 }) },
                },
            });
        _mesh.Refused.Count.ShouldBe(26);
        _mesh.Refused.ShouldAllBe(static one => one == "liar bound");
    }

    [Fact]
    public void Ended_MoreThanOthersMayLeave_LeaveRoomForOnesOwn()
    {
        var sessions = _mesh.Node.Messages.Sessions;
        for (var i = 0; i < 60; i++)
            _liar.Say(new() { Ended = new() { Keys = { Keys(i * 1000) } } });
        _liar.Say(new() { Ended = new() { Keys = { new EndedKey { Key = new('k', 1000), KnownForMs = 1000 } } } });
        sessions.Ended().Length.ShouldBe(50_000);

        static IEnumerable<EndedKey> Keys(int first) =>
            Enumerable.Range(first, 1000).Select(static i => new EndedKey { Key = $"a key of a client {i}", KnownForMs = 10_000 });
    }

    [Fact]
    public void HandoffPiece_SessionsBeyondTheBounds_AreRefused()
    {
        HandedOffSession Left(string key, Action<HandedOffSession>? change = null)
        {
            var left = new HandedOffSession { Key = key, AwayMs = 1, Offset = OffsetOf("Mallory", _liar.Life, 1) };
            change?.Invoke(left);
            return left;
        }

        HandedOffSession[] wrong =
        [
            Left("long", static left => left.Description = ByteString.CopyFrom(new byte[MeshSession.MaxDescriptionBytes + 1])),
            Left("recent", static left => left.Recent.Add(Enumerable.Repeat(new Recent { Offset = "x" }, 65))),
            Left("forged", left => left.Offset = OffsetOf("Mallory", _other.Life, MessageStamp.MaxNumber)),
            Left(new string('k', 1000)),
        ];
        _liar.Say(new() { HandoffPiece = new() { User = "Mallory", Sessions = { wrong } } });
        _mesh.Node.WaitingSessions.ShouldBe(0);
        _mesh.Refused.ShouldBe(["liar bound", "liar bound", "liar number"]);

        _liar.Say(new()
        {
            HandoffPiece = new() { User = "Mallory", Sessions = { Enumerable.Range(0, 300).Select(i => Left($"a key of a client {i}")) } },
        });
        _mesh.Node.WaitingSessions.ShouldBe(HandedOffRules.MaxPerUser);
    }

    [Fact]
    public void Located_WithAnOffsetBeyondWhatALifeHasTold_IsRefused()
    {
        var search = _mesh.Node.LocateAsync(SimNode.Name("Mallory"), new MessageId("m1"));
        _liar.Say(new()
        {
            Located = new()
            {
                Request = 1, Known = true, User = "Mallory", Candidates = 1,
                Offset = OffsetOf("Mallory", _other.Life, MessageStamp.MaxNumber),
            },
        });
        _mesh.Refused.ShouldBe(["liar number"]);
        search.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void InheritedRoom_BeyondTheBound_TakesNothingUntilSomeIsGivenBack()
    {
        var room = new InheritedRoom(10);
        room.TryTake(8).ShouldBeTrue();
        room.TryTake(3).ShouldBeFalse();
        room.Return(8);
        room.TryTake(10).ShouldBeTrue();
    }

    private static string OffsetOf(string user, Origin life, ulong number)
    {
        var position = new Position();
        position.Add(new() { Origin = life, Number = number });
        var buffer = new byte[OffsetText.MaxSize(position)];
        var length = OffsetText.Write(position, SimNode.Name(user), life, SessionKey.None, buffer);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
    }
}
