using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Tests.Chat;

public sealed class InstantMessageTests
{
    private const long At = 1_767_225_600_000;

    private static readonly UserName Anna = FakeMesh.Name("Anna");

    [Fact]
    public void Read_TheOldSystemsMessage_IsTaken() =>
        Read("""{"from":"Anna","to":" Billy ","text":"Hi","forwarded":true}""", message =>
        {
            message.From.ShouldBe(Anna);
            message.To.Value.ShouldBe("Billy");
            Encoding.UTF8.GetString(message.Text).ShouldBe("Hi");
            message.Id.ShouldBeNull();
        }).ShouldBeNull();

    [Theory]
    [InlineData("\"x\"", "x")]
    [InlineData("\"!~0123456789\"", "!~0123456789")]
    [InlineData("null", null)]
    public void Read_AnIdOfTheClient_IsKept(string json, string? id) =>
        Read($$"""{"from":"Anna","to":"Billy","text":"","id":{{json}}}""", message => message.Id?.Value.ShouldBe(id)).ShouldBeNull();

    [Theory]
    [InlineData("", "bad-message")]
    [InlineData("\"Hi\"", "bad-message")]
    [InlineData("[]", "bad-message")]
    [InlineData("{}", "bad-message")]
    [InlineData("""{"from":"Anna","to":"Billy"}""", "bad-message")]
    [InlineData("""{"from":"Anna","to":"Billy","text":null}""", "bad-message")]
    [InlineData("""{"from":"Anna","to":["Billy"],"text":"Hi"}""", "bad-message")]
    [InlineData("""{"from":"anna","to":"Billy","text":"Hi"}""", "wrong-from")]
    [InlineData("""{"from":"","to":"Billy","text":"Hi"}""", "wrong-from")]
    [InlineData("""{"from":"Anna\ud800","to":"Billy","text":"Hi"}""", "wrong-from")]
    [InlineData("""{"from":"Anna","from":"Billy","to":"Billy","text":"Hi"}""", "wrong-from")]
    [InlineData("""{"from":"Anna","to":"","text":"Hi"}""", "bad-name")]
    [InlineData("""{"from":"Anna","to":"a\nb","text":"Hi"}""", "bad-name")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"12345678901"}""", "too-large")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"12345678😀x"}""", "too-large")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"Hi","id":""}""", "bad-id")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"Hi","id":7}""", "bad-id")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"Hi","id":"a b"}""", "bad-id")]
    [InlineData("""{"from":"Anna","to":"Billy","text":"Hi","id":"é"}""", "bad-id")]
    [InlineData(
        """{"from":"Anna","to":"Billy","text":"Hi","id":"01234567890123456789012345678901234567890123456789012345678901234"}""", "bad-id")]
    public void Read_WhatIsNoMessage_IsRefused(string arguments, string code) =>
        Read(arguments, _ => { }).ShouldNotBeNull().Code.Value.ShouldBe(code);

    [Fact]
    public void Read_TextAtTheBound_IsTaken() =>
        Read("""{"from":"Anna","to":"Billy","text":"12345678😀"}""", _ => { }).ShouldBeNull();

    [Fact]
    public void Frame_AnyNamesAndText_RoundTrips() => Gen.Select(AnyText.Valid, AnyText.Valid, AnyText.Valid).Sample((from, to, text) =>
    {
        if (!UserName.TryCreate(from, out var sender, out _) || !UserName.TryCreate(to, out var recipient, out _))
            return;
        var arguments = JsonSerializer.Serialize(new { from, to, text });
        byte[] frame = [];
        Read(arguments, sender, new ChatOptions(), message =>
            frame = InstantMessageFrame.Write(message, new MessageId("m-1"), At)).ShouldBeNull();

        frame.AsSpan().StartsWith("42"u8).ShouldBeTrue();
        using var json = JsonDocument.Parse(frame.Concat(FrameEnd.With("the-offset"u8, null)).Skip(2).ToArray());
        json.RootElement.GetArrayLength().ShouldBe(3);
        json.RootElement[0].GetString().ShouldBe("im");
        var im = json.RootElement[1];
        im.GetProperty("from").GetString().ShouldBe(sender.Value);
        im.GetProperty("to").GetString().ShouldBe(recipient.Value);
        im.GetProperty("text").GetString().ShouldBe(text);
        im.GetProperty("forwarded").GetBoolean().ShouldBeFalse();
        im.GetProperty("id").GetString().ShouldBe("m-1");
        im.GetProperty("at").GetInt64().ShouldBe(At);
        im.EnumerateObject().Count().ShouldBe(6);
        json.RootElement[2].GetString().ShouldBe("the-offset");
        using var endless = JsonDocument.Parse(frame.Concat(FrameEnd.Plain).Skip(2).ToArray());
        endless.RootElement.GetArrayLength().ShouldBe(2);
    });

    [Fact]
    public void Read_AnyJsonWithAnyUnits_NeverThrows() =>
        Gen.Select(AnyText.Units, Gen.Int[0, 4], Gen.Int[0, 5]).Sample((units, place, form) =>
    {
        var wild = form switch
        {
            0 => "null",
            1 => "[[{}]]",
            2 => "-1e9",
            3 => "{\"from\":{}}",
            _ => "\"" + string.Concat(units.Select(unit => $"\\u{(int)unit:x4}")) + "\"",
        };
        string[] values = ["\"Anna\"", "\"Billy\"", "\"Hi\"", "\"id\"", "1"];
        values[place] = wild;
        var name = form == 5 ? wild : "\"x\"";
        var arguments = $$"""{"from":{{values[0]}},"to":{{values[1]}},"text":{{values[2]}},"id":{{values[3]}},{{name}}:{{values[4]}}}""";

        Read(arguments, Anna, new ChatOptions(), message => JsonDocument.Parse(
            InstantMessageFrame.Write(message, message.Id ?? new MessageId("m"), 0).Concat(FrameEnd.Plain).Skip(2).ToArray())
            .Dispose());
    });

    private static Refusal? Read(string arguments, Look look) => Read(arguments, Anna, new ChatOptions { MaxTextLength = 10 }, look);

    private static Refusal? Read(string arguments, UserName user, ChatOptions options, Look look)
    {
        var reader = ChatHarness.Arguments("im", arguments);
        var refusal = InstantMessage.Read(ref reader, user, options, out var message);
        if (refusal is null)
            look(message);
        return refusal;
    }

    private delegate void Look(InstantMessage message);
}
