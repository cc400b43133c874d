using System.Text;
using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class OffsetTextTests
{
    private static readonly UserName Anna = SimNode.Name("Anna");

    private static readonly Gen<SessionKey> GenKey =
        Gen.OneOf(Gen.Const(SessionKey.None), Gen.Byte.Array[OffsetText.KeyBytes].Select(static bytes => SessionKey.FromShort(bytes)));

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame() => Gen.Select(AnyPosition.Position, GenKey, Gen.Int[0, 30], AnyName)
        .Sample((position, key, at, name) =>
    {
        var writer = at < position.Count ? position[at].Origin : default;
        var text = Write(position, name, writer, key);
        OffsetText.TryRead(text, name, AnyPosition.HeardAt, out var offset).ShouldBeTrue();
        AnyPosition.Fields(offset!.Position).ShouldBe(AnyPosition.Fields(position));
        (offset.Writer, offset.Key).ShouldBe((writer, key));
    });

    /// <summary>All servers of a mesh must read what one of them wrote, whatever their version.</summary>
    [Fact]
    public void Write_OfTwoOrigins_IsTheSameForEver()
    {
        const string Text = "EaMfAQECAwQFBgWfQ51cs6EfZEmAg51dmB4DAg";
        var hole = new PositionSlot { Origin = new(0x4980839d5d98), Number = 7, HoleAfter = 2, HoleTo = 4 };
        var position = AnyPosition.Of(Slot(0x059f439d5cb3, 1_000, 900), hole);
        var key = SessionKey.FromShort([1, 2, 3, 4, 5, 6]);

        Write(position, Anna, position[0].Origin, key).ShouldBe(Text);
        key.Value.ShouldBe("~AQIDBAUG");
        MeshProtocolPage.Names(Text);
        MeshProtocolPage.Names(key.Value);
    }

    [Fact]
    public void TryRead_EveryTruncation_IsRefusedOrAShorterOffset() => Gen.Select(AnyPosition.Position, GenKey).Sample(
        (position, key) =>
        {
            var text = Write(position, Anna, default, key);
            for (var length = 0; length < text.Length; length++)
                if (OffsetText.TryRead(text.AsSpan(0, length), Anna, AnyPosition.HeardAt, out var offset))
                    AnyPosition.Fields(offset.Position).ShouldBe(AnyPosition.Fields(position)[..offset.Position.Count]);
        },
        iter: 200);

    [Fact]
    public void TryRead_AnyText_NeverThrows() => Gen.String[0, 80].Sample(
        text => { OffsetText.TryRead(text, Anna, 0, out _); }, iter: 20_000);

    /// <summary>Bytes that are well begun: the version and the user are right.</summary>
    [Fact]
    public void TryRead_AnyBytesBehindTheHeader_AreRefusedOrHold() => Gen.Select(Gen.Byte.Array[0, 60], GenKey).Sample(
        (bytes, key) =>
        {
            var header = System.Buffers.Text.Base64Url.DecodeFromChars(Write(new(), Anna, default, key));
            var text = System.Buffers.Text.Base64Url.EncodeToString([.. header, .. bytes]);
            if (!OffsetText.TryRead(text, Anna, 0, out var offset))
                return;
            foreach (var slot in offset.Position.Slots)
                (slot.Base <= slot.Number && slot.HoleAfter <= slot.HoleTo && slot.HoleTo <= slot.Number).ShouldBeTrue();
        },
        iter: 20_000);

    [Fact]
    public void TryRead_DamagedText_NeverThrows() => Gen.Select(AnyPosition.Position, Gen.Int[0, 10_000], Gen.Char)
        .Sample((position, at, with) =>
    {
        var text = Write(position, Anna, default, SessionKey.None).ToCharArray();
        text[at % text.Length] = with;
        OffsetText.TryRead(text, Anna, 0, out _);
    });

    [Fact]
    public void TryRead_AnotherUsersOffset_IsRefused()
    {
        var text = Write(AnyPosition.Of(Slot(1, 5)), Anna, default, SessionKey.None);
        foreach (var other in new[] { "Ben", "anna", "Anna1", "Zo\u00EB", "\U0001F600" })
            OffsetText.TryRead(text, SimNode.Name(other), 0, out _).ShouldBeFalse();
        OffsetText.TryRead(text, Anna, 0, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("rBqWyA=")]
    [InlineData("rBqWyA==")]
    [InlineData("=")]
    [InlineData("AAAA=AAA")]
    [InlineData("AAAA AAA")]
    [InlineData("AAAAA")]
    public void TryRead_PaddingAndOddLengths_NeverThrows(string text) => OffsetText.TryRead(text, Anna, 0, out _).ShouldBeFalse();

    [Fact]
    public void TryRead_LongerThanTheBound_IsRefused() =>
        OffsetText.TryRead(new string('A', OffsetText.MaxLength + 1), Anna, 0, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1_000UL, false, false, 48)]
    [InlineData(1_000_000UL, false, false, 59)]
    [InlineData(60_000_000UL, false, false, 59)]
    [InlineData(1_000_000UL, true, false, 64)]
    [InlineData(1_000UL, false, true, 56)]
    [InlineData(50_000UL, false, true, 62)]
    public void Write_FourOrigins_FitsIn64Characters(ulong number, bool isYoung, bool hasKey, int length)
    {
        var slots = Enumerable.Range(1, 4).Select(i => Slot(((ulong)i << 40) + 12345, number, isYoung ? number - 100 : null)).ToArray();
        var key = hasKey ? SessionKey.NewShort() : SessionKey.None;
        var text = Write(AnyPosition.Of(slots), Anna, slots[0].Origin, key);
        text.Length.ShouldBe(length);
        text.Length.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void Write_SixtyFourOriginsWithBases_CanBeRead()
    {
        var slots = Enumerable.Range(1, 64).Select(i => Slot((ulong)i << 30, 60_000_000, 1)).ToArray();
        var text = Write(AnyPosition.Of(slots), Anna, slots[63].Origin, SessionKey.NewShort());
        text.Length.ShouldBeLessThan(OffsetText.MaxLength);
        OffsetText.TryRead(text, Anna, 0, out var offset).ShouldBeTrue();
        (offset!.Position.Count, offset.Writer).ShouldBe((64, slots[63].Origin));
    }

    private static Gen<UserName> AnyName => Gen.String[Gen.Char.AlphaNumeric, 1, 20].Select(SimNode.Name);

    private static PositionSlot Slot(ulong origin, ulong number, ulong? from = null) =>
        new() { Origin = new(origin), Number = number, HasBase = from is not null, Base = from ?? 0 };

    private static string Write(Position position, UserName user, Origin writer, SessionKey key)
    {
        var buffer = new byte[OffsetText.MaxSize(position)];
        return Encoding.ASCII.GetString(buffer, 0, OffsetText.Write(position, user, writer, key, buffer));
    }
}
