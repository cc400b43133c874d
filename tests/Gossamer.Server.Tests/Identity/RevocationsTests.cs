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

    private bool Add(Revocations revocations, string token) => revocations.TryAdd(Revocation.Of(new TokenId(token), _time.GetUtcNow()));
}
