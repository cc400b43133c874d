using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class NameBytesTests
{
    [Fact]
    public void Write_AnyName_IsReadBackTheSame() => AnyName.Gen.Sample(name =>
    {
        Span<byte> bytes = stackalloc byte[NameBytes.Max];
        var written = bytes[..NameBytes.Write(name.Value, bytes)];
        UserName.FromBytes(written).ShouldBe(name);
    });

    [Fact]
    public void Write_AnyTwoNames_AreOrderedAsTheirUnits() => Gen.Select(AnyName.Gen, AnyName.Gen).Sample((one, other) =>
    {
        Span<byte> first = stackalloc byte[NameBytes.Max], second = stackalloc byte[NameBytes.Max];
        var order = first[..NameBytes.Write(one.Value, first)].SequenceCompareTo(second[..NameBytes.Write(other.Value, second)]);
        Math.Sign(order).ShouldBe(Math.Sign(string.CompareOrdinal(one.Value, other.Value)));
    });
}
