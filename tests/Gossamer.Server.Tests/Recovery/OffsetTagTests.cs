using System.Text;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class OffsetTagTests
{
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
    public void TryRead_WhatAnotherServerTold_MakesItsTagsGoodUntilItIsSilentForTooLong()
    {
        var (one, two, three) = (new TagSecrets(_time), new TagSecrets(_time), new TagSecrets(_time));
        var tag = TagOf(one, "Anna", "offset");
        TagSecretText.TryRead(TagSecretText.Write(one.All), two).ShouldBeTrue();
        two.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeTrue();

        _time.Advance(TagSecrets.Kept - TimeSpan.FromSeconds(1));
        TagSecretText.TryRead(TagSecretText.Write(two.All), three).ShouldBeTrue();
        three.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(2)); // what is told on is no sign of life
        TagSecretText.TryRead(TagSecretText.Write(two.All), three).ShouldBeTrue();
        three.Verify(FakeMesh.Name("Anna"), "offset", tag).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(35)]
    [InlineData(37)]
    public void TryRead_WhatIsNoMessage_IsRefused(int length) =>
        TagSecretText.TryRead(new byte[length], new TagSecrets(_time)).ShouldBeFalse();

    [Fact]
    public void Learn_MoreThanAreKept_ForgetsTheOnesSilentForLongest()
    {
        var secrets = new TagSecrets(_time);
        for (var i = 0; i < 300; i++)
            secrets.Learn([.. BitConverter.GetBytes(i), .. new byte[28]], TimeSpan.FromMilliseconds(300 - i));

        secrets.All.Count.ShouldBe(1 + 256);
        secrets.All[^1].Secret[..4].ShouldBe(BitConverter.GetBytes(299));
    }

    private static string TagOf(TagSecrets secrets, string user, string offset)
    {
        Span<byte> tag = stackalloc byte[OffsetTag.Length];
        OffsetTag.For(FakeMesh.Name(user), secrets.Own).Write(Encoding.ASCII.GetBytes(offset), tag);
        var text = offset + Encoding.ASCII.GetString(tag);
        OffsetTag.Split(text).ShouldBe((offset, text[(offset.Length + 1)..]));
        return OffsetTag.Split(text).Tag!;
    }
}
