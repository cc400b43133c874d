using System.Text;
using CsCheck;

namespace Gossamer.Mesh.Nats.Tests;

public sealed class AnnouncementTests
{
    [Theory]
    [InlineData(nameof(Announcement.State.Here), "http://10.0.0.1:3001/")]
    [InlineData(nameof(Announcement.State.Asking), null)]
    [InlineData(nameof(Announcement.State.Leaving), "https://chat.example/")]
    public void Read_WhatWasWritten_IsTheSame(string kind, string? url)
    {
        var said = new Announcement(new("server 1, Zoë"), url is null ? null : new Uri(url), Enum.Parse<Announcement.State>(kind));

        Announcement.Read(said.Write()).ShouldBe(said);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 here\nserver-1")]
    [InlineData("2 here\nserver-1\n\n")]
    [InlineData("1 here\n\n\n")]
    public void Read_SomethingElse_IsNone(string text) => Announcement.Read(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Read_LinesOfALaterVersion_AreLeftAlone() =>
        Announcement.Read("1 here\nserver-1\n\nzone west\n"u8)!.Id.ShouldBe(new NodeId("server-1"));

    [Fact]
    public void Read_AddressThatIsNoneOfHttp_IsNowhere() =>
        Announcement.Read("1 here\nserver-1\nfile:///etc/passwd\n"u8)!.Url.ShouldBeNull();

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes => Announcement.Read(bytes)?.Write());
}
