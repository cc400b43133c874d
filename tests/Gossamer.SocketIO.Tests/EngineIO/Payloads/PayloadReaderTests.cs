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
    public void Read_EverySplitOfVector_EndsWithoutThrowing(string name)
    {
        var vector = PayloadVectors.Get(name);
        foreach (var format in Enum.GetValues<PayloadFormat>())
        {
            for (var at = 0; at <= vector.Body.Length; at++)
            {
                Payload.ReadAll(format, vector.Body.AsSpan(0, at));
                Payload.ReadAll(format, vector.Body.AsSpan(at));
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
    public void Read_ChangedBytes_EndsWithoutThrowing() =>
        Gen.Select(OneOf.These([.. PayloadVectors.Every]), Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 2])
            .Sample((vector, at, value, format) =>
            {
                var body = vector.Body.ToArray();
                body[at % body.Length] = value;
                Payload.ReadAll(vector.Format, body);
                Payload.ReadAll((PayloadFormat)format, body);
            }, iter: 20_000);

    [Fact]
    public void Read_RandomBytes_EndsWithoutThrowing() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 2])
            .Sample((body, format) => { Payload.ReadAll((PayloadFormat)format, body); }, iter: 20_000);

    /// <summary>Random bytes seldom get past the first check; random pieces of the grammar do.</summary>
    [Fact]
    public void Read_RandomPiecesOfTheGrammar_EndsWithoutThrowing()
    {
        byte[][] pieces =
        [
            "4"u8.ToArray(), "b"u8.ToArray(), "2probe"u8.ToArray(), [0x1e], ":"u8.ToArray(), "1"u8.ToArray(), "10"u8.ToArray(),
                "€"u8.ToArray(),
            "😀"u8.ToArray(), "AQID"u8.ToArray(), "=="u8.ToArray(), [0], [1], [9], [0xff], [0, 1, 0xff], [1, 2, 0xff, 4], [0xf0, 0x9f],
                "999999999"u8.ToArray(),
        ];
        Gen.Select(OneOf.These(pieces).Array[0, 12], Gen.Int[0, 2])
            .Sample((chosen, format) => { Payload.ReadAll((PayloadFormat)format, chosen.SelectMany(p => p).ToArray()); }, iter: 50_000);
    }
}
