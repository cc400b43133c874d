using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;

namespace Gossamer.Server.Tests.Recovery;

public sealed class SessionDescriptionTests
{
    private static readonly Gen<PresenceMode> Mode = Gen.Int[0, 3].Select(static mode => (PresenceMode)mode);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Gen.Select(Mode, AnyText.Valid.Array[0, 10], Gen.Bool).Sample((mode, texts, asks) =>
    {
        var features = asks ? ClientFeatures.Signals : ClientFeatures.None;
        UserName[] names = [.. texts.Where(static text => UserName.TryCreate(text, out _, out _)).Select(FakeMesh.Name).Distinct()];

        var read = SessionDescription.Read(new SessionDescription(mode, names) { Features = features }.Write());

        read.Presence.ShouldBe(mode);
        read.Watched.ShouldBe(names);
        read.Features.ShouldBe(features);
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

    /// <summary>As servers read it that know no features: the mark is no name.</summary>
    [Fact]
    public void Write_Features_AreANameThatIsNone()
    {
        var bytes = new SessionDescription(PresenceMode.Watched, [FakeMesh.Name("Anna")]) { Features = ClientFeatures.Signals }.Write();

        bytes.ShouldBe([(byte)PresenceMode.Watched, .. "\u00011\nAnna"u8]);
        UserName.TryCreate("\u00011", out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Write_VeryManyNames_IsNotTooLong()
    {
        UserName[] names = [.. Enumerable.Range(0, 2_000).Select(static n => FakeMesh.Name($"{n:d60}"))];
        var bytes = new SessionDescription(PresenceMode.Watched, names) { Features = ClientFeatures.Signals }.Write();

        bytes.Length.ShouldBeInRange(MeshSession.MaxDescriptionBytes - 64, MeshSession.MaxDescriptionBytes);
        SessionDescription.Read(bytes).Watched.ShouldBe(names[..SessionDescription.Read(bytes).Watched.Count]);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        var read = SessionDescription.Read(bytes);
        Enum.IsDefined(read.Presence).ShouldBeTrue();
    });
}
