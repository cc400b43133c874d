using CsCheck;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

public sealed class PayloadWriterTests
{
    private static readonly EngineFrame Ascii = new(Wire.Text("4hello"));
    private static readonly EngineFrame Umlaut = new(Wire.Text("4ö"));
    private static readonly EngineFrame Bytes = new(Wire.Hex("0102"), IsBinary: true);

    [Theory]
    [MemberData(nameof(PayloadVectors.Names), MemberType = typeof(PayloadVectors))]
    public void Write_Vector_GivesBody(string name)
    {
        var vector = PayloadVectors.Get(name);
        Payload.Write(vector.Format, vector.Frames).ShouldBe(vector.Body);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_RandomPackets_ReadsBackTheSame(int format)
    {
        var text = Gen.Select(Gen.Int[0, 6], Strings.WithoutSeparator, (type, data) => new EngineFrame(Wire.Text($"{type}{data}")));
        var binary = Gen.Byte.Array[0, 40].Select(bytes => new EngineFrame(bytes, IsBinary: true));
        Gen.OneOf(text, binary).Array[1, 8].Sample(frames =>
        {
            var body = Payload.Write((PayloadFormat)format, frames);
            var (packets, last) = Payload.ReadAll((PayloadFormat)format, body);
            last.ShouldBe(PayloadRead.End);
            packets.ShouldHold(frames);
        }, iter: 3_000);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(99_999)]
    [InlineData(1_000_000)]
    public void Write_LongPacket_ReadsBackTheSame(int length)
    {
        EngineFrame[] frames = [new(Wire.Text("4" + new string('ä', length - 1))), new(new byte[length], IsBinary: true)];
        foreach (var format in Enum.GetValues<PayloadFormat>())
            Payload.ReadAll(format, Payload.Write(format, frames)).Packets.ShouldHold(frames);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_FramesInTwoParts_AreLikeThoseInOne(int format) => TwoParts.Frames.Array[1, 4].Sample(frames =>
        Payload.Write((PayloadFormat)format, [.. frames.Select(f => f.InTwo)]).AsSpan()
            .SequenceEqual(Payload.Write((PayloadFormat)format, [.. frames.Select(f => f.Whole)])), iter: 200);

    [Fact]
    public void Choose_FramesInTwoParts_AreLikeThoseInOne() => TwoParts.Frames.Sample(frames =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [frames.InTwo])
            .ShouldBe(PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [frames.Whole])), iter: 200);

    [Fact]
    public void Choose_Revision3NotAsciiAtTheEnd_IsBinary() =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [Ascii with { Tail = Wire.Text("ö") }]).ShouldBe(PayloadFormat.V3Binary);

    [Fact]
    public void Choose_Revision4_IsSeparated() =>
        PayloadWriter.Choose(EngineProtocol.V4, base64Only: true, [Ascii, Umlaut, Bytes]).ShouldBe(PayloadFormat.V4);

    [Fact]
    public void Choose_Revision3Ascii_IsText() =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [Ascii, Ascii]).ShouldBe(PayloadFormat.V3Text);

    [Fact]
    public void Choose_Revision3NotAscii_IsBinary() =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [Ascii, Umlaut]).ShouldBe(PayloadFormat.V3Binary);

    [Fact]
    public void Choose_Revision3Bytes_IsBinary() =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: false, [Ascii, Bytes]).ShouldBe(PayloadFormat.V3Binary);

    [Fact]
    public void Choose_Revision3WithoutXhr2_IsText() =>
        PayloadWriter.Choose(EngineProtocol.V3, base64Only: true, [Ascii, Umlaut, Bytes]).ShouldBe(PayloadFormat.V3Text);
}
