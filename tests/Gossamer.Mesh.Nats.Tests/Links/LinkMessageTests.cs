using CsCheck;

namespace Gossamer.Mesh.Nats.Tests;

public sealed class LinkMessageTests
{
    private static readonly Gen<string> Ids = Gen.String[Gen.Char.AlphaNumeric, 1, 128];

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame() =>
        Gen.Select(Gen.Int[1, 6], Gen.Guid, Ids, Gen.ULong, Gen.Byte.Array[0, 300]).Sample((kind, link, id, number, data) =>
        {
            var bytes = LinkMessage.Write((LinkMessageKind)kind, link, new(id), number, data);
            return LinkMessage.TryRead(bytes, out var read) && read.Kind == (LinkMessageKind)kind && read.Link == link
                && read.Sender == new NodeId(id) && read.Number == number && read.Data.SequenceEqual(data)
                && bytes.Length == LinkMessage.HeaderBytes(new(id)) + data.Length;
        });

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            if (LinkMessage.TryRead(bytes, out var read))
                LinkMessage.ReadClose(read.Data).ToString().ShouldNotBeNull();
        });

    [Fact]
    public void TryRead_CutShortWithinItsHeader_IsNone()
    {
        var bytes = LinkMessage.Write(LinkMessageKind.Open, Guid.NewGuid(), new("server-1"));

        for (var length = 0; length < bytes.Length; length++)
            LinkMessage.TryRead(bytes.AsSpan(0, length), out _).ShouldBeFalse($"{length} bytes");
    }

    [Fact]
    public void TryRead_LaterVersionOrKind_IsNone()
    {
        var bytes = LinkMessage.Write(LinkMessageKind.Close, Guid.NewGuid(), new("server-1"));
        bytes[1] = 7;
        LinkMessage.TryRead(bytes, out _).ShouldBeFalse();
        (bytes[0], bytes[1]) = (2, 6);
        LinkMessage.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(LinkCloseCode.Goodbye, null)]
    [InlineData(LinkCloseCode.DuplicateId, "'server-2' is linked in another life, Zoë")]
    public void ReadClose_WhatWasWritten_IsTheSame(LinkCloseCode code, string? detail)
    {
        LinkMessage.TryRead(LinkMessage.WriteClose(Guid.NewGuid(), new("a"), 7, new(code, detail)), out var read).ShouldBeTrue();

        LinkMessage.ReadClose(read.Data).ShouldBe(new LinkClose(code, detail));
    }

    [Fact]
    public void LinkTerms_WhatWasWritten_IsTheSame() =>
        Gen.Select(Gen.Int[LinkWindow.Least, LinkWindow.Most], Gen.ULong).Sample((window, life) =>
            LinkTerms.Read([.. new LinkTerms(window, life).Write(), 1, 2, 3]) == new LinkTerms(window, life));

    [Fact]
    public void LinkTerms_OfAVersionThatHasNone_AreNotKnown() => LinkTerms.Read(new byte[11]).ShouldBe(default);

    [Fact]
    public void LinkTerms_WindowThatIsNone_IsWithinBounds()
    {
        LinkTerms.Read(new byte[12]).Window.ShouldBe(LinkWindow.Least);
        LinkTerms.Read([0xff, 0xff, 0xff, 0x7f, .. new byte[8]]).Window.ShouldBe(LinkWindow.Most);
    }

    [Fact]
    public void ReadClose_UnknownCode_IsALostConnection() =>
        LinkMessage.ReadClose([0xff, 0xff]).Code.ShouldBe(LinkCloseCode.ConnectionLost);
}
