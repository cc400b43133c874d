using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class UserNameCodecTests
{
    [Fact]
    public void Write_AnyName_IsReadBackTheSame() => AnyName.Gen.Sample(name =>
    {
        Span<byte> bytes = stackalloc byte[UserNameCodec.Max];
        var written = bytes[..UserNameCodec.Write(name.Value, bytes)];
        UserName.FromBytes(written).ShouldBe(name);
    });

    [Fact]
    public void Write_AnyTwoNames_AreOrderedAsTheirUnits() => Gen.Select(AnyName.Gen, AnyName.Gen).Sample((one, other) =>
    {
        Span<byte> first = stackalloc byte[UserNameCodec.Max], second = stackalloc byte[UserNameCodec.Max];
        var order = first[..UserNameCodec.Write(one.Value, first)].SequenceCompareTo(second[..UserNameCodec.Write(other.Value, second)]);
        Math.Sign(order).ShouldBe(Math.Sign(string.CompareOrdinal(one.Value, other.Value)));
    });
}
