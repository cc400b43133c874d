using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData("  Anna \t", "Anna")]
    [InlineData("__proto__", "__proto__")]
    [InlineData("😀", "😀")]
    [InlineData("عمر", "عمر")]
    [InlineData("a b", "a b")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData("علی\u200cرضا", "علی\u200cرضا")] // Persian spells so
    [InlineData("क्\u200dष", "क्\u200dष")]
    [InlineData("👩\u200d🚀", "👩\u200d🚀")]
    [InlineData("🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈")]
    [InlineData("❤\ufe0f", "❤\ufe0f")]
    [InlineData("👩🏽\u200d🚀", "👩🏽\u200d🚀")]
    public void TryCreate_GoodText_TrimsAndAccepts(string text, string expected)
    {
        UserName.TryCreate(text, out var name, out var error).ShouldBeTrue();
        name.Value.ShouldBe(expected);
        error.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n ")]
    [InlineData("a\nb")]
    [InlineData("a\u0000")]
    [InlineData("a\u009fb")]
    [InlineData("An\u200dna")] // looks like Anna
    [InlineData("An\u200cna")]
    [InlineData("An\u00adna")]
    [InlineData("\ufeffAnna")]
    [InlineData("ann\u202eA")] // turns what follows around
    [InlineData("Anna\u2066")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("\u3164")] // nothing to see
    [InlineData("\u2800 \u2800")]
    [InlineData("\u0301")]
    [InlineData("Anna\U000e0041")]
    [InlineData("An\u034fna")] // shows as nothing where it is not understood
    [InlineData("Anna\u115f")]
    [InlineData("Anna\u1160")]
    [InlineData("Anna\u17b4")]
    [InlineData("Anna\u180b")]
    [InlineData("Anna\u180f")]
    [InlineData("Anna\u2065")]
    [InlineData("An\u3164na")]
    [InlineData("Anna\ufe00")]
    [InlineData("Anna\ufe0f")] // no emoji before it
    [InlineData("\ufe0f❤")]
    [InlineData("^\ufe0f")]
    [InlineData("❤\ufe0f\ufe0f")]
    [InlineData("Anna\uffa0")]
    [InlineData("Anna\ufff0")]
    [InlineData("Anna\U000e0100")]
    [InlineData("Anna\U000e0fff")]
    public void TryCreate_BadText_RefusesWithReason(string? text)
    {
        UserName.TryCreate(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void TryCreate_LoneSurrogate_Refuses()
    {
        UserName.TryCreate("a\ud83d", out _, out _).ShouldBeFalse();
        UserName.TryCreate("\ude00a", out _, out _).ShouldBeFalse();
        UserName.TryCreate("\ude00\ud83d", out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryCreate_Length_SixtyFourUnitsAtMost()
    {
        UserName.TryCreate(new string('x', 64), out _, out _).ShouldBeTrue();
        UserName.TryCreate(new string('x', 65), out _, out _).ShouldBeFalse();
        UserName.TryCreate(new string(' ', 10) + new string('x', 64), out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTakeExact_WhateverTryCreateMade_Accepts() => Gen.String.Sample(text =>
    {
        if (UserName.TryCreate(text, out var name, out _))
        {
            UserName.TryTakeExact(name.Value, out var again).ShouldBeTrue();
            again.ShouldBe(name);
        }
    });

    [Fact]
    public void CompareTo_OrdersByUtf16Units() =>
        (SimNode.Name("Z") < SimNode.Name("a") && SimNode.Name("😀") < SimNode.Name("\uff5e")).ShouldBeTrue();
}
