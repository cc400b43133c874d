using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

public sealed class AsciiJsonTests
{
    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Escape_BeyondAscii_WritesUtf16Units() =>
        Encoding.UTF8.GetString(AsciiJson.Escape("""42["é😀z"]"""u8.ToArray()).Span).ShouldBe("""42["\u00e9\ud83d\ude00z"]""");

    [Fact]
    public void Escape_AnyString_IsAsciiAndMeansTheSame() =>
        Gen.String.Select(s => s.Replace('\ud800', 'x')).Where(IsWellFormed).Sample(text =>
    {
        var escaped = AsciiJson.Escape(JsonSerializer.SerializeToUtf8Bytes(text, Unescaped));
        return Ascii.IsValid(escaped.Span) && JsonSerializer.Deserialize<string>(escaped.Span) == text;
    });

    [Fact]
    public void Escape_FramesInTwoParts_AreLikeThoseInOne() => TwoParts.Frames.Sample(frames =>
        AsciiJson.Escape(frames.InTwo).Whole().AsSpan().SequenceEqual(AsciiJson.Escape(frames.Whole).Whole()), iter: 200);

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
