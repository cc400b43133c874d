using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Connections;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Chat;

public sealed class IdentifyTests
{
    private const string Id64 = "0123456789012345678901234567890123456789012345678901234567890123";

    [Theory]
    [InlineData("\"Anna\"", "Anna")]
    [InlineData("\"  Anna\\t\"", "Anna")]
    [InlineData("\"__proto__\"", "__proto__")]
    [InlineData("\"\\ud83d\\ude00 عربي\"", "😀 عربي")]
    [InlineData("\"Anna\", 1, {\"x\":[]}", "Anna")]
    [InlineData("{\"user\":\"Anna\"}", "Anna")]
    [InlineData("{\"x\":{\"user\":\"Carl\",\"presence\":3},\"token\":\"t\",\"user\":\"Anna\",\"presence\":null}", "Anna")]
    [InlineData("{\"\\u0075ser\":\"Anna\",\"\\ud800\":1}", "Anna")]
    [InlineData("{\"user\":\"Carl\",\"user\":\"Anna\"}", "Anna")]
    public void Read_ANameInWhateverForm_IsTheUserWithLists(string arguments, string user)
    {
        Read(arguments, out var identify).ShouldBeNull();

        identify.User.Value.ShouldBe(user);
        identify.Presence.ShouldBe(PresenceMode.List);
    }

    [Theory]
    [InlineData("\"signals\":true", true, false)]
    [InlineData("\"unlessTaken\":true", false, true)]
    [InlineData("\"signals\":true,\"unlessTaken\":true", true, true)]
    [InlineData("\"signals\":false,\"unlessTaken\":\"true\"", false, false)]
    [InlineData("\"signals\":1,\"unlessTaken\":null", false, false)]
    [InlineData("\"x\":{\"signals\":true}", false, false)]
    public void Read_Flags_AreThoseThatAreTrue(string flags, bool signals, bool unlessTaken)
    {
        Read($$"""{"user":"Anna",{{flags}}}""", out var identify).ShouldBeNull();

        identify.Features.ShouldBe(signals ? ClientFeatures.Signals : ClientFeatures.None);
        identify.UnlessTaken.ShouldBe(unlessTaken);
    }

    [Theory]
    [InlineData("\"list\"", PresenceMode.List)]
    [InlineData("\"changes\"", PresenceMode.Changes)]
    [InlineData("\"watched\"", PresenceMode.Watched)]
    [InlineData("\"none\"", PresenceMode.None)]
    public void Read_Presence_IsTheMode(string presence, object mode)
    {
        Read($$"""{"presence":{{presence}},"user":"Anna"}""", out var identify).ShouldBeNull();

        identify.Presence.ShouldBe(mode);
    }

    [Theory]
    [InlineData("\"Anna\"", false, null)]
    [InlineData("{\"user\":\"Anna\"}", false, null)]
    [InlineData("{\"user\":\"Anna\",\"since\":null}", true, null)]
    [InlineData("{\"user\":\"Anna\",\"since\":\"\"}", true, null)]
    [InlineData("{\"since\":\"m-1\",\"user\":\"Anna\"}", true, "m-1")]
    [InlineData("{\"user\":\"Anna\",\"since\":\"" + Id64 + "\"}", true, Id64)]
    public void Read_SinceAnId_IsTheLastMessageSeen(string arguments, bool hasSince, string? since)
    {
        Read(arguments, out var identify).ShouldBeNull();

        identify.HasSince.ShouldBe(hasSince);
        identify.LastSeen?.Value.ShouldBe(since);
        (identify.LastSeen is null).ShouldBe(since is null);
        identify.Offset.ShouldBeNull();
    }

    [Fact]
    public void Read_SinceAnOffsetOfThatUser_IsWhereTheClientWas()
    {
        var offset = LongOffsetOf("Anna");

        Read($$"""{"since":"{{offset}}","user":"Anna"}""", out var identify).ShouldBeNull();

        (identify.HasSince, identify.Offset, identify.LastSeen).ShouldBe((true, offset, null));
    }

    [Fact]
    public void Read_SinceAnotherUsersOffset_IsRefused() =>
        Read($$"""{"user":"Billy","since":"{{LongOffsetOf("Anna")}}"}""", out _).ShouldNotBeNull().Code.Value.ShouldBe("bad-identify");

    /// <summary>An id may be any text: what it names is nowhere, and the client is told that it may have missed something.</summary>
    [Fact]
    public void Read_SinceAnotherUsersOffsetThatCouldBeAnId_IsTakenForOne()
    {
        var offset = OffsetText(new(), "Anna");
        offset.Length.ShouldBeLessThanOrEqualTo(64);

        Read($$"""{"user":"Billy","since":"{{offset}}"}""", out var identify).ShouldBeNull();

        (identify.Offset, identify.LastSeen?.Value).ShouldBe((null, offset));
    }

    [Theory]
    [InlineData("{\"user\":\"Anna\",\"since\":7}", "bad-identify")]
    [InlineData("{\"user\":\"Anna\",\"since\":{}}", "bad-identify")]
    [InlineData("{\"user\":\"Anna\",\"since\":\"a b\"}", "bad-identify")]
    [InlineData("{\"user\":\"Anna\",\"since\":\"" + Id64 + "5\"}", "bad-identify")]
    [InlineData("{\"user\":\"Anna\",\"since\":\"\\ud800\"}", "bad-identify")]
    [InlineData("", "bad-identify")]
    [InlineData("null", "bad-identify")]
    [InlineData("7", "bad-identify")]
    [InlineData("true", "bad-identify")]
    [InlineData("[\"Anna\"]", "bad-identify")]
    [InlineData("{}", "bad-identify")]
    [InlineData("{\"name\":\"Anna\"}", "bad-identify")]
    [InlineData("{\"user\":7}", "bad-identify")]
    [InlineData("{\"user\":{\"user\":\"Anna\"}}", "bad-identify")]
    [InlineData("{\"user\":\"Anna\",\"user\":null}", "bad-identify")]
    [InlineData("\"\"", "bad-name")]
    [InlineData("\"   \"", "bad-name")]
    [InlineData("\"a\\u0000b\"", "bad-name")]
    [InlineData("\"\\ud800\"", "bad-name")]
    [InlineData("{\"user\":\"\\ude00x\"}", "bad-name")]
    [InlineData("\"0123456789012345678901234567890123456789012345678901234567890123x\"", "bad-name")]
    [InlineData("{\"user\":\"Anna\",\"presence\":\"Changes\"}", "bad-presence")]
    [InlineData("{\"user\":\"Anna\",\"presence\":\"\"}", "bad-presence")]
    [InlineData("{\"user\":\"Anna\",\"presence\":[\"list\"]}", "bad-presence")]
    public void Read_AnythingElse_IsRefused(string arguments, string code) =>
        Read(arguments, out _).ShouldNotBeNull().Code.Value.ShouldBe(code);

    /// <summary>An offset that is too long for an id.</summary>
    private static string LongOffsetOf(string user)
    {
        var position = new Position();
        for (ulong server = 1; server <= 8; server++)
            position.Add(new() { Origin = new(server << 30), Number = server });
        var offset = OffsetText(position, user);
        offset.Length.ShouldBeGreaterThan(64);
        return offset;
    }

    private static string OffsetText(Position position, string user)
    {
        var utf8 = new byte[Mesh.OffsetText.MaxSize(position)];
        var length = Mesh.OffsetText.Write(position, FakeMesh.Name(user), default, SessionKey.None, utf8);
        return Encoding.ASCII.GetString(utf8, 0, length);
    }

    private static Refusal? Read(string arguments, out Identify identify)
    {
        var reader = ChatHarness.Arguments("identify", arguments);
        return Identify.Read(ref reader, null, out identify);
    }
}
