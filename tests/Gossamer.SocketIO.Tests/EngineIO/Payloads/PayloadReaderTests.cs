using System.Text.Unicode;
using CsCheck;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

public sealed class PayloadReaderTests
{
    [Theory]
    [MemberData(nameof(PayloadVectors.Names), MemberType = typeof(PayloadVectors))]
    public void Read_Vector_GivesPackets(string name)
    {
        var vector = PayloadVectors.Get(name);
        var (packets, last) = Payload.ReadAll(vector.Format, vector.Body);
        last.ShouldBe(PayloadRead.End);
        packets.ShouldHold(vector.Frames);
    }

    [Theory]
    [MemberData(nameof(InvalidPayloads.Names), MemberType = typeof(InvalidPayloads))]
    public void Read_NotTheProtocol_IsInvalid(string name)
    {
        var (format, body) = InvalidPayloads.Get(name);
        Payload.ReadAll(format, body).Last.ShouldBe(PayloadRead.Invalid);
    }

    [Theory]
    [MemberData(nameof(PayloadVectors.Names), MemberType = typeof(PayloadVectors))]
    public void Read_VectorCutAnywhere_GivesThePacketsBeforeTheCut(string name)
    {
        var vector = PayloadVectors.Get(name);
        for (var at = 0; at <= vector.Body.Length; at++)
            ShouldHoldWhatIsBefore(vector, vector.Body.AsSpan(0, at), at);
    }

    [Theory]
    [MemberData(nameof(PayloadVectors.Names), MemberType = typeof(PayloadVectors))]
    public void Read_EverySplitOfVectorInEveryFormat_GivesPacketsOrIsInvalid(string name)
    {
        var vector = PayloadVectors.Get(name);
        foreach (var format in Enum.GetValues<PayloadFormat>())
        {
            for (var at = 0; at <= vector.Body.Length; at++)
            {
                Payload.ReadChecked(format, vector.Body.AsSpan(0, at));
                Payload.ReadChecked(format, vector.Body.AsSpan(at));
            }
        }
    }

    [Fact]
    public void Read_V3CutAnywhereInItsLastPacket_IsInvalid()
    {
        foreach (var vector in PayloadVectors.Every.Where(v => v.Format != PayloadFormat.V4 && v.Frames.Length == 1))
        {
            for (var length = 1; length < vector.Body.Length; length++)
                Payload.ReadAll(vector.Format, vector.Body.AsSpan(0, length)).Last.ShouldBe(PayloadRead.Invalid,
                    $"{vector} cut to {length}");
        }
    }

    [Fact]
    public void Read_AChangedByte_GivesThePacketsBeforeIt() =>
        Gen.Select(OneOf.These([.. PayloadVectors.Every]), Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 2])
            .Sample((vector, at, value, format) =>
            {
                var body = vector.Body.ToArray();
                body[at % body.Length] = value;
                ShouldHoldWhatIsBefore(vector, body, at % body.Length);
                Payload.ReadChecked((PayloadFormat)format, body);
            }, iter: 20_000);

    [Fact]
    public void Read_RandomBytes_GivesPacketsOrIsInvalid() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 2])
            .Sample((body, format) => { Payload.ReadChecked((PayloadFormat)format, body); }, iter: 20_000);

    /// <summary>Random bytes seldom get past the first check; random pieces of the grammar do.</summary>
    [Fact]
    public void Read_RandomPiecesOfTheGrammar_GivesPacketsOrIsInvalid()
    {
        byte[][] pieces =
        [
            "4"u8.ToArray(), "b"u8.ToArray(), "2probe"u8.ToArray(), [0x1e], ":"u8.ToArray(), "1"u8.ToArray(), "10"u8.ToArray(),
                "€"u8.ToArray(),
            "😀"u8.ToArray(), "AQID"u8.ToArray(), "=="u8.ToArray(), [0], [1], [9], [0xff], [0, 1, 0xff], [1, 2, 0xff, 4], [0xf0, 0x9f],
                "999999999"u8.ToArray(),
        ];
        Gen.Select(OneOf.These(pieces).Array[0, 12], Gen.Int[0, 2])
            .Sample((chosen, format) => { Payload.ReadChecked((PayloadFormat)format, chosen.SelectMany(p => p).ToArray()); }, iter: 50_000);
    }

    /// <summary>Text that is not UTF-8 is told from the body as a whole: then nothing is read.</summary>
    private static void ShouldHoldWhatIsBefore(PayloadVector vector, ReadOnlySpan<byte> body, int at)
    {
        var (packets, _) = Payload.ReadChecked(vector.Format, body);
        if (vector.Format == PayloadFormat.V3Binary || Utf8.IsValid(body))
            packets.Take(vector.FramesBefore(at)).ToList().ShouldHold(vector.Frames[..vector.FramesBefore(at)]);
        else
            packets.ShouldBeEmpty();
    }
}
