using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;

namespace Gossamer.Server.Tests.Recovery;

public sealed class SessionDescriptionTests
{
    private static readonly Gen<PresenceMode> Mode = Gen.Int[0, 3].Select(static mode => (PresenceMode)mode);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Gen.Select(Mode, AnyText.Valid.Array[0, 10]).Sample((mode, texts) =>
    {
        UserName[] names = [.. texts.Where(static text => UserName.TryCreate(text, out _, out _)).Select(FakeMesh.Name).Distinct()];

        var read = SessionDescription.Read(new SessionDescription(mode, names).Write());

        read.Presence.ShouldBe(mode);
        read.Watched.ShouldBe(names);
    });

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 4 })]
    [InlineData(new byte[] { 255, (byte)'A' })]
    public void Read_NoModeOrOneThatIsNotKnown_IsThatOfOldClients(byte[] bytes)
    {
        var read = SessionDescription.Read(bytes);

        read.Presence.ShouldBe(PresenceMode.List);
        read.Watched.ShouldBeEmpty();
    }

    [Fact]
    public void Read_NamesThatAreNone_AreLeftOut()
    {
        byte[] bytes = [(byte)PresenceMode.Watched, .. "Anna\n\n \nB\u0001\nBilly\n"u8, .. Enumerable.Repeat((byte)'x', 65)];

        SessionDescription.Read(bytes).Watched.Select(name => name.Value).ShouldBe(["Anna", "Billy"]);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        var read = SessionDescription.Read(bytes);
        Enum.IsDefined(read.Presence).ShouldBeTrue();
    });
}
