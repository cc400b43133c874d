using System.Text;
using CsCheck;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

public sealed class TwiceEncodedTextTests
{
    [Theory]
    [InlineData("plain", "plain", false)]
    [InlineData("Zoë", "Zoë", true)] // as bytes of its characters no UTF-8
    [InlineData("عربي", "عربي", true)]
    [InlineData("Ã©", "é", false)]
    public void Undo_Text_IsDecodedOnceMoreWhereItWasEncodedTwice(string text, string expected, bool provesOnce)
    {
        var undone = TwiceEncodedText.Undo(Encoding.UTF8.GetBytes(text), out var proof);
        Encoding.UTF8.GetString(undone.Span).ShouldBe(expected);
        proof.ShouldBe(provesOnce);
    }

    [Fact]
    public void Undo_WhateverWasEncodedTwice_IsBack() => Gen.String[Gen.Char['\u0020', '\ud7ff'], 0, 40].Sample(text =>
    {
        var once = Encoding.UTF8.GetBytes(text);
        var twice = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(once));
        return TwiceEncodedText.Undo(twice, out _).Span.SequenceEqual(once);
    });
}
