using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class InstantMessageValidatorTests
{
    private const long At = 1_767_225_600_000;

    private static readonly InstantMessageValidator Validator = new(new ChatOptions { MaxTextLength = 20 });

    [Theory]
    [InlineData("Anna", "Billy", "Hi", "m-1")]
    [InlineData("An\"na", "\\Billy\\", "", "\"")]
    [InlineData("😀 Ünal", "名前", "\0\u001f\b\f\n\r\t\"\\ 😀", "!~")]
    [InlineData("Anna", "Anna", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", "m")]
    public void Agrees_WhatTheServerWrites_Does(string from, string to, string text, string id)
    {
        var message = Message(from, to, text, id);
        Validator.Agrees(message).ShouldBeTrue();
        Validator.TryRead(message.Frame.Span, out var read).ShouldBeTrue();
        read.ShouldBe(new MessageFields(message.Id, message.From, message.To, At));
    }

    [Fact]
    public void Agrees_AnyOtherField_DoesNot()
    {
        var message = Message("Anna", "Billy", "Hi", "m-1");
        Validator.Agrees(message with { From = Name("Anne") }).ShouldBeFalse();
        Validator.Agrees(message with { To = Name("Billy ") }).ShouldBeTrue("a name is trimmed");
        Validator.Agrees(message with { To = Name("Bill") }).ShouldBeFalse();
        Validator.Agrees(message with { Id = new("m-2") }).ShouldBeFalse();
        Validator.Agrees(message with { At = At + 1 }).ShouldBeFalse();
    }

    [Fact]
    public void Agrees_EveryByteChangedOutsideTheText_DoesNot()
    {
        var message = Message("Anna", "Billy", "Hi", "m-1");
        var frame = message.Frame.ToArray();
        var text = Encoding.UTF8.GetString(frame).IndexOf("Hi", StringComparison.Ordinal);
        for (var i = 0; i < frame.Length; i++)
        {
            if (i == text || i == text + 1)
                continue;
            frame[i] ^= 1;
            Validator.Agrees(message with { Frame = frame }).ShouldBeFalse($"at {i}");
            frame[i] ^= 1;
        }
    }

    [Fact]
    public void Agrees_CutOrLengthenedAnywhere_DoesNot()
    {
        var message = Message("An\"na", "Billy", "Hi\n", "m-1");
        for (var i = 0; i < message.Frame.Length; i++)
            Validator.Agrees(message with { Frame = message.Frame[..i] }).ShouldBeFalse($"at {i}");
        Validator.Agrees(message with { Frame = message.Frame.ToArray().Append((byte)']').ToArray() }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\\x")]
    [InlineData("\\u0041")]
    [InlineData("\\u00e4")]
    [InlineData("\\")]
    [InlineData("\n")]
    [InlineData("x\",\"from\":\"Victor")]
    public void Agrees_TextThatIsNoString_DoesNot(string raw)
    {
        var message = Message("Anna", "Billy", "Hi", "m-1");
        Validator.Agrees(message with { Frame = Encoding.UTF8.GetBytes(Frame(raw)) }).ShouldBeFalse();
    }

    [Fact]
    public void Agrees_TextOfBrokenUtf8OrTooLong_DoesNot()
    {
        var message = Message("Anna", "Billy", "Hi", "m-1");
        Validator.Agrees(message with { Frame = Encoding.Latin1.GetBytes(Frame("\u00ff")) }).ShouldBeFalse();
        Validator.Agrees(message with { Frame = Encoding.UTF8.GetBytes(Frame(new string('x', 20))) }).ShouldBeTrue();
        Validator.Agrees(message with { Frame = Encoding.UTF8.GetBytes(Frame(new string('x', 21))) }).ShouldBeFalse();
    }

    [Fact]
    public void Agrees_IdThatNoClientMayGive_DoesNot()
    {
        var message = Message("Anna", "Billy", "Hi", "m 1");
        Validator.Agrees(message).ShouldBeFalse();
        Validator.TryRead(message.Frame.Span, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(" Anna")]
    [InlineData("An\u202ena")]
    [InlineData("")]
    public void TryRead_NameThatIsNone_IsRefused(string from) =>
        Validator.TryRead(Encoding.UTF8.GetBytes(Frame("Hi").Replace("\"Anna\"", $"\"{from}\"", StringComparison.Ordinal)), out _)
            .ShouldBeFalse();

    [Theory]
    [InlineData("Anna", "Billy", "", "m-1", "typing")]
    [InlineData("An\"na", "\\Billy\\", "😀\n", "\"", "0-9-a-z")]
    public void Agrees_ASignal_DoesAndIsKnownAsOne(string from, string to, string text, string id, string kind)
    {
        var message = Signal(from, to, text, id, kind);
        Validator.Agrees(message).ShouldBeTrue();
        Validator.TryRead(message.Frame.Span, out var read).ShouldBeTrue();
        read.ShouldBe(new MessageFields(message.Id, message.From, message.To, At) { IsSignal = true });
    }

    [Fact]
    public void Agrees_EveryByteOfASignalChanged_DoesNotOrIsOneOfAnotherKindOrText()
    {
        var message = Signal("Anna", "Billy", "Hi", "m-1", "typing");
        var frame = message.Frame.ToArray();
        var text = Encoding.UTF8.GetString(frame);
        var free = Enumerable.Range(text.IndexOf("typing", StringComparison.Ordinal), 6)
            .Concat(Enumerable.Range(text.IndexOf("Hi", StringComparison.Ordinal), 2)).ToHashSet();
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] ^= 1;
            Validator.Agrees(message with { Frame = frame }).ShouldBe(free.Contains(i), $"at {i}");
            frame[i] ^= 1;
            Validator.Agrees(message with { Frame = frame.AsMemory(0, i) }).ShouldBeFalse($"up to {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Typing")]
    [InlineData("a b")]
    [InlineData("123456789012345678901234567890123")]
    public void Agrees_ASignalOfAKindThatIsNone_DoesNot(string kind) =>
        Validator.Agrees(Signal("Anna", "Billy", "Hi", "m-1", kind)).ShouldBeFalse();

    private static Envelope Signal(string from, string to, string text, string id, string kind)
    {
        var message = new InstantMessage(Name(from), Name(to), Encoding.UTF8.GetBytes(text), null) { Kind = Encoding.UTF8.GetBytes(kind) };
        return new(new(id), message.From, message.To, SignalFrame.Write(message, new(id), At)) { At = At };
    }

    private static string Frame(string rawText) =>
        $$"""42["im",{"from":"Anna","to":"Billy","text":"{{rawText}}","forwarded":false,"id":"m-1","at":{{At}}}""";

    private static Envelope Message(string from, string to, string text, string id)
    {
        var message = new InstantMessage(Name(from), Name(to), Encoding.UTF8.GetBytes(text), null);
        return new(new(id), message.From, message.To, InstantMessageFrame.Write(message, new(id), At)) { At = At };
    }

    private static UserName Name(string text) =>
        UserName.TryCreate(text, out var name, out _) ? name : throw new InvalidOperationException(text);
}
