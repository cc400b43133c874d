using System.Text;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class FilePayloadTests
{
    private static readonly FileLimits Options = new() { MaxBytes = 4 };
    private static readonly SentFile File = new(new("f-1"), FakeMesh.Name("An\"na"), "Katze \u00fc \U0001f600\u200d.png", "image/png", 7)
    {
        To = FakeMesh.Name("Billy"), Data = "data"u8.ToArray(),
    };

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame()
    {
        var payload = FilePayload.Write(FileFrame.Write(File), File.Data.Span);

        FilePayload.TryRead(payload, Options, out var frame, out var read).ShouldBeTrue();

        frame.ToArray().ShouldBe(FileFrame.Write(File));
        (read with { Data = File.Data }).ShouldBe(File);
        read.Data.ToArray().ShouldBe("data"u8.ToArray());
    }

    [Fact]
    public void TryRead_CutAnywhereOrTooLarge_IsNone()
    {
        var payload = FilePayload.Write(FileFrame.Write(File), File.Data.Span);
        var dataFrom = payload.Length - 4;
        for (var length = 0; length <= dataFrom; length++)
            FilePayload.TryRead(payload.AsSpan(0, length), Options, out _, out _).ShouldBeFalse($"{length}");
        FilePayload.TryRead([.. payload, 0], Options, out _, out _).ShouldBeFalse();
        payload[3] = 0xff;
        FilePayload.TryRead(payload, Options, out _, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"file\"", "\"im\"")]
    [InlineData("451-", "451-/x,")]
    [InlineData("451-", "452-")]
    [InlineData("image/png", "text/html; x")]
    [InlineData("\"num\":0", "\"num\":1")]
    [InlineData("\"Billy\"", "\"\"")]
    [InlineData("\"Billy\"", "\" Billy\"")]
    [InlineData("f-1", "f 1")]
    [InlineData(".png", "/../x")]
    [InlineData(".png", "\\\\x")]
    [InlineData(".png", "\\u0001")]
    [InlineData(".png", "\u202egnp.exe")]
    public void TryRead_AnyOtherFrame_IsNone(string part, string other)
    {
        var frame = Encoding.UTF8.GetString(FileFrame.Write(File)).Replace(part, other, StringComparison.Ordinal);

        FilePayload.TryRead(FilePayload.Write(Encoding.UTF8.GetBytes(frame), [1]), Options, out _, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("cat.png", true)]
    [InlineData("\u540d\u524d \U0001f469\u200d\U0001f4bb.txt", true)]
    [InlineData("..hidden", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\u200fb", false)]
    [InlineData("a\ufeffb", false)]
    public void IsName_OfAFile_IsWhatIsSeenAndNoPath(string name, bool expected) => FileRules.IsName(name, Options).ShouldBe(expected);

    [Fact]
    public void IsName_OfMoreThan255_IsNone()
    {
        FileRules.IsName(new('x', 255), Options).ShouldBeTrue();
        FileRules.IsName(new('x', 256), Options).ShouldBeFalse();
    }

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image/svg+xml", true)]
    [InlineData("application/vnd.ms-excel", true)]
    [InlineData("", false)]
    [InlineData("image", false)]
    [InlineData("/png", false)]
    [InlineData("image/", false)]
    [InlineData("image/png; charset=x", false)]
    [InlineData("a/b/c", false)]
    [InlineData("im\u00e4ge/png", false)]
    public void IsType_OfAFile_IsAMediaType(string type, bool expected) => FileRules.IsType(type).ShouldBe(expected);
}
