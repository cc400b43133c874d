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
        var address = url is null ? null : new Uri(url);
        var said = new Announcement(new("server-1,Zoë"), address, Enum.Parse<Announcement.State>(kind), ulong.MaxValue);

        Announcement.Read(said.Write()).ShouldBe(said);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 here\nserver-1")]
    [InlineData("2 here\nserver-1\n\n")]
    [InlineData("1 here\n\n\n")]
    [InlineData("1 here\na b\n\n")]
    [InlineData("1 here\na\r\n\n")]
    [InlineData("1 here\na\u001b[2J\n\n")]
    public void Read_SomethingElse_IsNone(string text) => Announcement.Read(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory]
    [InlineData("1 here\nserver-1\n\n", 0)]
    [InlineData("1 here\nserver-1\n\nzone west\n", 0)]
    [InlineData("1 here\nserver-1\n\n00000000000000ff\nzone west\n", 255)]
    public void Read_OtherVersions_AreRead(string text, ulong life) =>
        Announcement.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(new(new("server-1"), null, Announcement.State.Here, life));

    [Fact]
    public void Read_AddressThatIsNoneOfHttp_IsNowhere() =>
        Announcement.Read("1 here\nserver-1\nfile:///etc/passwd\n"u8)!.Url.ShouldBeNull();

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(bytes => Announcement.Read(bytes)?.Write());
}
