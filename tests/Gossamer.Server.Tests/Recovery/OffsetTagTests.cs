using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Gossamer.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class OffsetTagTests
{
    private static readonly NodeId One = new("server-1");
    private static readonly NodeId Two = new("server-2");

    private readonly FakeTimeProvider _time = new();

    /// <summary>From the paper, appendix A, and the authors' vectors.</summary>
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void SipHash_OfTheAuthorsVectors_IsTheirs(int length, ulong hash)
    {
        byte[] Counting(int count) => [.. Enumerable.Range(0, count).Select(static value => (byte)value)];

        SipHash.Keyed(Counting(16)).Of(Counting(length)).ShouldBe(hash);
    }

    /// <summary>All servers of a mesh must make the same tag, whatever their version: docs/mesh-protocol.md, 11.7, has it.</summary>
    [Fact]
    public void Write_UserSecretAndOffset_IsTheSameForEver()
    {
        const string Offset = "EaMfAQECAwQFBgWfQ51cs6EfZEmAg51dmB4DAg";
        byte[] secret = [.. Enumerable.Range(0, 32).Select(static value => (byte)value)];
        Span<byte> tag = stackalloc byte[OffsetTag.Length];

        OffsetTag.For(FakeMesh.Name("Anna"), secret).Write(Encoding.ASCII.GetBytes(Offset), tag);

        Encoding.ASCII.GetString(tag).ShouldBe(".j4kAjSe4b3Q");
        Repository.Read("docs/mesh-protocol.md").ShouldContain("`j4kAjSe4b3Q`");
    }

    [Fact]
    public void Verify_AnOffsetWithItsTag_IsTrueForThatUserOnly()
    {
        var secrets = new TagSecrets(_time);
        var tag = TagOf(secrets, "Anna", "offset");

        secrets.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeTrue();
        secrets.Verify(FakeMesh.Name("Billy"), "offset", tag).ShouldBeFalse();
        secrets.Verify(FakeMesh.Name("Anna"), "offseT", tag).ShouldBeFalse();
        secrets.Verify(FakeMesh.Name("Anna"), "offset", null).ShouldBeFalse();
        new TagSecrets(_time).Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeFalse();
    }

    [Fact]
    public void YoungFor_OnceAllOthersHaveTold_IsNoMore()
    {
        var secrets = new TagSecrets(_time, TimeSpan.Zero, One, Two);
        secrets.YoungFor.ShouldBe(TagSecrets.Young);
        TagSecretText.TryRead(TagSecretText.Write(new TagSecrets(_time).ToTell), One, secrets);
        _time.Advance(TimeSpan.FromSeconds(3));
        secrets.YoungFor.ShouldBe(TagSecrets.Young - TimeSpan.FromSeconds(3));
        TagSecretText.TryRead(TagSecretText.Write(new TagSecrets(_time).ToTell), Two, secrets);
        secrets.YoungFor.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void YoungFor_WithoutOthersOrLongAfterTheStart_IsNoTime()
    {
        new TagSecrets(_time).YoungFor.ShouldBe(TimeSpan.Zero);
        var secrets = new TagSecrets(_time, TimeSpan.Zero, One);
        _time.Advance(TagSecrets.Young);
        secrets.YoungFor.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void TryRead_WhatAnotherServerTold_MakesItsTagsGoodUntilItIsSilentForTooLong()
    {
        var (one, two, three) = (new TagSecrets(_time), new TagSecrets(_time), new TagSecrets(_time));
        var tag = TagOf(one, "Anna", "offset");
        TagSecretText.TryRead(TagSecretText.Write(one.ToTell), One, two).ShouldBeTrue();
        two.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeTrue();

        _time.Advance(two.Kept - TimeSpan.FromSeconds(1));
        TagSecretText.TryRead(TagSecretText.Write(two.ToTell), Two, three).ShouldBeTrue();
        three.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(2)); // what is told on is no sign of life
        TagSecretText.TryRead(TagSecretText.Write(two.ToTell), Two, three).ShouldBeTrue();
        three.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(35)]
    [InlineData(37)]
    [InlineData(258 * 36)]
    public void TryRead_WhatIsNoMessage_IsRefused(int length) =>
        TagSecretText.TryRead(new byte[length], One, new TagSecrets(_time)).ShouldBeFalse();

    [Fact]
    public void Learn_MoreOfOneServerThanItMayTell_ForgetsThoseOfItsOwnTelling()
    {
        var secrets = new TagSecrets(_time);
        secrets.Learn(Secret(-1), TimeSpan.FromMinutes(1), One, isOwn: true);
        secrets.Learn(Secret(-2), TimeSpan.FromMinutes(1), One, isOwn: false);
        secrets.Learn(Secret(-2), TimeSpan.FromMinutes(1), Two, isOwn: false);
        for (var i = 0; i < 1000; i++)
            secrets.Learn(Secret(i), TimeSpan.FromMilliseconds(1000 - i), Two, isOwn: false);

        secrets.All.Count.ShouldBe(1 + 256 + 2);
        secrets.All.Select(static one => BitConverter.ToInt32(one.Secret)).ShouldContain(-1);
        secrets.All.Select(static one => BitConverter.ToInt32(one.Secret)).ShouldContain(-2);
        secrets.All[^1].Secret[..4].ShouldBe(BitConverter.GetBytes(999));
    }

    [Fact]
    public void ToTell_OfHearsay_IsSoMuchBehindWhatOwnersTold()
    {
        var secrets = new TagSecrets(_time);
        for (var i = 0; i < 100; i++)
            secrets.Learn(Secret(i), TimeSpan.Zero, Two, isOwn: false);
        for (var i = 100; i < 120; i++)
            secrets.Learn(Secret(i), TimeSpan.FromMilliseconds(120 - i), One, isOwn: true);

        secrets.ToTell.Count.ShouldBe(1 + 8 + 64);
        secrets.ToTell.Skip(1).Take(8).Select(static one => BitConverter.ToInt32(one.Secret)).ShouldBe(Enumerable.Range(112, 8));
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(12, 120)]
    [InlineData(3600, 3708)]
    public void Kept_ForAsLongAsOffsetsReach(int window, int kept) =>
        new TagSecrets(_time, TimeSpan.FromSeconds(window)).Kept.ShouldBe(TimeSpan.FromSeconds(kept));

    private static byte[] Secret(int number) => [.. BitConverter.GetBytes(number), .. new byte[28]];

    private static string TagOf(TagSecrets secrets, string user, string offset)
    {
        Span<byte> tag = stackalloc byte[OffsetTag.Length];
        OffsetTag.For(FakeMesh.Name(user), secrets.Own).Write(Encoding.ASCII.GetBytes(offset), tag);
        var text = offset + Encoding.ASCII.GetString(tag);
        OffsetTag.Split(text).ShouldBe((offset, text[(offset.Length + 1)..]));
        return OffsetTag.Split(text).Tag!;
    }
}
