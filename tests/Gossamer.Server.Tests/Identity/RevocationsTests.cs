using Gossamer.Mesh;
using Gossamer.Server.Identity;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Identity;

public sealed class RevocationsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public void TryAdd_AtTheBound_RefusesUntilSomeAreOver()
    {
        var revocations = new Revocations(new() { MaxRevocations = 2, RevocationTime = TimeSpan.FromHours(1) }, _time);
        Add(revocations, "a").ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(30));
        Add(revocations, "b").ShouldBeTrue();
        Add(revocations, "c").ShouldBeFalse();

        _time.Advance(TimeSpan.FromMinutes(31));

        Add(revocations, "c").ShouldBeTrue();
        revocations.Current.Select(one => one.Token!.Value.Value).ShouldBe(["b", "c"], ignoreOrder: true);
    }

    [Fact]
    public void TryAdd_OfOneServer_IsNoMoreThanItLeavesFree()
    {
        var revocations = new Revocations(new() { MaxRevocations = 8 }, _time);
        var (two, three) = (new NodeId("server-2"), new NodeId("server-3"));
        int Told(NodeId teller) => Enumerable.Range(0, 20).Count(i => Add(revocations, $"{teller} {i}", teller));

        Told(two).ShouldBe(4);
        Told(three).ShouldBe(2);
        Add(revocations, "own").ShouldBeTrue();
        Add(revocations, $"{two} 0", three).ShouldBeTrue("it is known");
    }

    [Fact]
    public void TryAdd_OfATimeToCome_IsRefused()
    {
        var revocations = new Revocations(new(), _time);
        var anna = FakeMesh.Name("Anna");
        revocations.TryAdd(Revocation.Of(anna, Start.AddSeconds(119)), new NodeId("server-2")).ShouldBeTrue();
        revocations.TryAdd(Revocation.Of(anna, Start.AddYears(10)), new NodeId("server-2")).ShouldBeFalse();
        revocations.Current.ShouldHaveSingleItem().At.ShouldBe(Start.AddSeconds(119));
    }

    [Fact]
    public void Read_MoreLinesThanAMessageHas_IsRefusedWhole()
    {
        static byte[] Lines(int count) => RevocationText.Write(Enumerable.Repeat(Revocation.Of(new TokenId("t"), Start), count));

        RevocationText.Read(Lines(256)).ShouldNotBeNull().Count.ShouldBe(256);
        RevocationText.Read(Lines(257)).ShouldBeNull();
    }

    [Fact]
    public void TryAdd_WhatIsKnown_IsNotRaisedAgain()
    {
        var revocations = new Revocations(new(), _time);
        var raised = 0;
        revocations.Added += _ => raised++;

        Add(revocations, "a");
        Add(revocations, "a");

        raised.ShouldBe(1);
    }

    [Fact]
    public void Text_WrittenAndRead_IsTheSame()
    {
        Revocation[] all = [Revocation.Of(FakeMesh.Name("Ånna 😀"), Start), Revocation.Of(new TokenId("t 1"), Start.AddMilliseconds(7))];

        RevocationText.Read(RevocationText.Write(all)).ShouldBe(all);
    }

    [Theory]
    [InlineData("u\tAnna\n")]
    [InlineData("u\tAnna\t-1\n")]
    [InlineData("u\tAnna\t99999999999999999999\n")]
    [InlineData("u\tAnna\t253402300800000\n")]
    [InlineData("x\tAnna\t1\n")]
    [InlineData("u\t\t1\n")]
    [InlineData("t\t\t1\n")]
    [InlineData("junk")]
    public void Read_WhatIsNone_IsRefusedWhole(string text) =>
        RevocationText.Read(System.Text.Encoding.UTF8.GetBytes("t\tgood\t1\n" + text)).ShouldBeNull();

    private bool Add(Revocations revocations, string token, NodeId? teller = null) =>
        revocations.TryAdd(Revocation.Of(new TokenId(token), _time.GetUtcNow()), teller);
}
