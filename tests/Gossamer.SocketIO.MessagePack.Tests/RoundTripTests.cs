using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;

namespace Gossamer.SocketIO.MessagePack.Tests;

/// <summary>JSON and its attachments, written as MessagePack and read again, are the same.</summary>
public sealed partial class RoundTripTests
{
    private const string Bytes = "\u0001"; // stands for an attachment until these are numbered; JSON has no such character

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Text = Gen.String.Select(static text => JsonSerializer.Serialize(text, Options));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.OneOf(Gen.Const("null"), Gen.Const("true"), Gen.Const("false"), Gen.Const(Bytes)),
        Gen.Long.Select(static number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Int[-300, 300].Select(static number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Where(static number => double.IsFinite(number) && Math.Abs(number) is < 9e15 or > 2e19)
            .Select(static number => number.ToString("R", CultureInfo.InvariantCulture)), // between them the same double has several texts
        Text);

    private static readonly Gen<string> Tree = Gen.Recursive<string>(static (depth, inner) => depth > 5
        ? Scalar
        : Gen.OneOf(
            Scalar,
            Scalar.Array[10, 20].Select(static elements => $"[{string.Join(',', elements)}]"),
            inner.Array[0, 3].Select(static elements => $"[{string.Join(',', elements)}]"),
            Gen.Select(Text, inner, static (name, value) => $"{name}:{value}").Array[0, 3]
                .Select(static members => $"{{{string.Join(',', members)}}}")));

    [Fact]
    public void Write_AnyEvent_IsReadAsItWas() => Gen.Select(Text, Tree.Array[0, 4], Gen.Long[0, 1L << 53]).Sample(
        static (name, arguments, id) =>
        {
            var count = 0;
            var json = Attachment().Replace(
                string.Join(',', [$"[{name}", .. arguments]) + "]", _ => $$"""{"_placeholder":true,"num":{{count++}}}""");
            ReadOnlyMemory<byte>[] attachments = [.. Enumerable.Range(0, count).Select(static n => new byte[n * 40])];
            var data = Encoding.UTF8.GetBytes(json);
            var packet = new SocketIOPacket(PacketType.Event, "/ns", id, data) { Attachments = attachments };

            var isRead = new MessagePackParser().TryParse(Wire.Write(packet), int.MaxValue, new(), out var read);

            isRead.ShouldBeTrue(json);
            (read.Type, read.Namespace, read.AckId).ShouldBe((PacketType.Event, "/ns", id));
            read.Attached().ShouldBe(packet.Attached());
            ShouldBeSame(read.Json(), json);
        },
        iter: 2000);

    [Fact]
    public void TryParse_AnyBytes_GivesJsonOrNothing() => Gen.Byte.Array[0, 200].Sample(static bytes =>
    {
        foreach (var message in new[] { bytes, Wire.Event(Convert.ToHexString(bytes)) })
        {
            if (Wire.TryParse(message, out var packet) && !packet.Data.IsEmpty)
                using (JsonDocument.Parse(packet.Data))
                {
                    // what is taken has become JSON
                }
        }
    });

    private static void ShouldBeSame(string read, string written)
    {
        using var one = JsonDocument.Parse(read);
        using var other = JsonDocument.Parse(written);
        JsonElement.DeepEquals(one.RootElement, other.RootElement).ShouldBeTrue($"{read}\n{written}");
    }

    [GeneratedRegex(Bytes, RegexOptions.None, 5_000)]
    private static partial Regex Attachment();
}
