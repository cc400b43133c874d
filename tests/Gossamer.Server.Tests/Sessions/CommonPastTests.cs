using System.Text;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Sessions;

public sealed class CommonPastTests
{
    [Fact]
    public void Without_WhatBothHad_LeavesWhatCameToTheCopyAlone() =>
        Left(new CommonPast("o1", Messages(2, 3)), 1, 2, 9, 3, 10).ShouldBe(["o9", "o10"]);

    /// <summary>It was let go of here since the two parted.</summary>
    [Fact]
    public void Without_WhatIsOlderThanAllThatIsKnownHere_LeavesTheRest()
    {
        Left(new CommonPast("o7", Messages(8, 9)), 1, 2, 3).ShouldBeEmpty();
        Left(new CommonPast("o7", Messages(8, 9)), 1, 2, 12).ShouldBe(["o12"]);
        Left(new CommonPast("o2", Messages(8, 9)), 1, 2, 3).ShouldBe(["o3"]);
    }

    [Fact]
    public void Without_WhereNothingWasHad_LeavesAll() => Left(new CommonPast(before: "", []), 1, 2).ShouldBe(["o1", "o2"]);

    /// <summary>Copies that parted from it one after the other.</summary>
    [Fact]
    public void With_AnotherPast_KnowsBoth() =>
        Left(new CommonPast("o1", Messages(2, 3)).With(new CommonPast("o5", Messages(6))), 1, 2, 4, 6, 7).ShouldBe(["o4", "o7"]);

    private static IEnumerable<string?> Left(CommonPast past, params int[] copy) =>
        past.Without(Messages(copy)).Select(static packet => packet.Offset);

    private static List<EncodedPacket> Messages(params int[] numbers) => [.. numbers.Select(static n => EncodedPacket.FromFrame(
        Encoding.UTF8.GetBytes($$"""42["im",{"from":"Anna","to":"Billy","text":"x","forwarded":false,"id":"m{{n}}","at":{{n}}}"""
            + $$""","o{{n}}"]"""), $"o{n}"))];
}
