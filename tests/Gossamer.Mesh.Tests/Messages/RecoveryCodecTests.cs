using Google.Protobuf;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

public sealed class RecoveryCodecTests
{
    private const string LocatedBytes = "12 26 08 07 10 01 1a 04 41 6e 6e 61 22 0b 02 42 69 6c 6c 79 0a 43 61 72 6c "
        + "2a 09 7e 41 51 49 44 42 41 55 47 38 01 40 01";

    /// <summary>All servers of a mesh must read what one of them wrote, whatever their version.</summary>
    [Fact]
    public void Read_Located_IsTheSameForEver()
    {
        var bytes = LocatedBytes.Split(' ').Select(static part => Convert.ToByte(part, 16)).ToArray();

        var message = RecoveryCodec.Read(bytes).ShouldNotBeNull();

        message.Located.ShouldBe(new Located
        {
            Request = 7, Known = true, User = "Anna", Description = ByteString.CopyFrom([2, .. "Billy\nCarl"u8]), Key = "~AQIDBAUG",
            Connected = true, Candidates = 1,
        });
        message.ToByteArray().ShouldBe(bytes);
        MeshProtocolPage.Says(LocatedBytes);
    }

    [Theory]
    [InlineData("12 26 08 07")]
    [InlineData("ff")]
    public void Read_WhatIsCutShort_IsNone(string text) =>
        RecoveryCodec.Read([.. text.Split(' ').Select(static part => Convert.ToByte(part, 16))]).ShouldBeNull();
}
