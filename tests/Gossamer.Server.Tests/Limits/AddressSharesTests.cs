using System.Net;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Limits;

public sealed class AddressSharesTests
{
    private static readonly ClientAddress One = ClientAddress.Of(IPAddress.Parse("10.0.0.1"));
    private static readonly ClientAddress Other = ClientAddress.Of(IPAddress.Parse("10.0.0.2"));

    private readonly AddressShares _shares = new(100);

    [Fact]
    public void TryAdd_OneAddress_GetsNoMoreThanItLeavesFree()
    {
        _shares.TryAdd(One, 50).ShouldBeTrue();
        _shares.TryAdd(One, 1).ShouldBeFalse();
        _shares.TryAdd(Other, 25).ShouldBeTrue();
        _shares.TryAdd(Other, 1).ShouldBeFalse();
    }

    [Fact]
    public void Remove_WhatWasHeld_CanBeHadAgain()
    {
        _shares.TryAdd(One, 50).ShouldBeTrue();
        _shares.Remove(One, 50);
        _shares.TryAdd(Other, 50).ShouldBeTrue();
        _shares.TryAdd(One, 0).ShouldBeTrue("names that are watched already cost nothing");
    }
}
