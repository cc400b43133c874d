using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.Server.Json;

namespace Gossamer.Server.Tests.Json;

public sealed class JsonTextTests
{
    [Fact]
    public void Read_AnyStringAnyEscaping_GivesItExactly() => AnyText.Valid.Sample(text =>
    {
        Read(JsonSerializer.SerializeToUtf8Bytes(text)).ShouldBe((text, true));
        Read(JsonOutput.Begin().Text(text).Take()).ShouldBe((text, true));
    });

    [Fact]
    public void Read_AnyUnitsEscaped_ReplacesOnlyWhatIsNoCharacter() => AnyText.Units.Sample(units =>
    {
        var json = "\"" + string.Concat(units.Select(unit => $"\\u{(int)unit:x4}")) + "\"";
        var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units));

        Read(Encoding.UTF8.GetBytes(json)).ShouldBe((expected, expected == units));
    });

    [Theory]
    [InlineData("\\ud83d\\ude00", "😀", true)]
    [InlineData("\\ud83d", "\uFFFD", false)]
    [InlineData("\\ud83dx\\ude00", "\uFFFDx\uFFFD", false)]
    [InlineData("\\ud83d\\n", "\uFFFD\n", false)]
    [InlineData("\\ud83d\\ud83d\\ude00", "\uFFFD😀", false)]
    [InlineData("\\/\\\\\\\"", "/\\\"", true)]
    public void Read_Escapes_GivesCharacters(string inner, string text, bool isExact) =>
        Read(Encoding.UTF8.GetBytes($"\"{inner}\"")).ShouldBe((text, isExact));

    [Fact]
    public void Read_BytesThatAreNoUtf8_ReplacesThem()
    {
        Read([(byte)'"', (byte)'a', 0xff, (byte)'"']).ShouldBe(("a\uFFFD", false));
        Read([(byte)'"', (byte)'\\', (byte)'n', 0xc3, (byte)'"']).ShouldBe(("\n\uFFFD", false));
    }

    private static (string Text, bool IsExact) Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var text = JsonText.Read(ref reader);
        return (text.ToString(), text.IsExact);
    }
}
