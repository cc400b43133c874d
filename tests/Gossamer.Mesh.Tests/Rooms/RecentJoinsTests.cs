using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Tests;

public sealed class RecentJoinsTests
{
    [Fact]
    public void Contains_WhatWasAdded_ForAWhile()
    {
        var time = new FakeTimeProvider();
        var recent = new RecentJoins(TimeSpan.FromSeconds(10), time);
        recent.Add(RoomKey.Of("/", "a"));

        recent.Contains(RoomKey.Of("/", "a")).ShouldBeTrue();
        recent.Contains(RoomKey.Of("/", "b")).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(10));
        recent.Contains(RoomKey.Of("/", "a")).ShouldBeFalse();
    }

    [Fact]
    public void Contains_MoreThanTheBoundAdded_AnyRoom()
    {
        var time = new FakeTimeProvider();
        var recent = new RecentJoins(TimeSpan.FromSeconds(10), time);
        for (var n = 0; n <= 10_000; n++)
            recent.Add(RoomKey.Of("/", $"room {n}"));

        recent.Contains(RoomKey.Of("/", "another")).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(10));
        recent.Contains(RoomKey.Of("/", "another")).ShouldBeFalse();
    }
}
