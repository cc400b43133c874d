using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.Server.Json;

namespace Gossamer.Server.Tests.Json;

public sealed class JsonOutputTests
{
    [Fact]
    public void Text_AnyString_IsReadBackAsItWas() => AnyText.Valid.Sample(text =>
    {
        var json = JsonOutput.Begin().Text(text).Take();
        JsonSerializer.Deserialize<string>(json).ShouldBe(text);
        JsonOutput.Begin().Text(Encoding.UTF8.GetBytes(text)).Take().ShouldBe(json);
    });

    [Fact]
    public void Text_LoneSurrogate_BecomesTheReplacementCharacter() =>
        JsonSerializer.Deserialize<string>(JsonOutput.Begin().Text("a\ud800b").Take()).ShouldBe("a\uFFFDb");

    [Theory]
    [InlineData("😀 عربي é", "\"😀 عربي é\"")]
    [InlineData("a\"b\\c/<&>", "\"a\\\"b\\\\c/<&>\"")]
    [InlineData("\b\f\n\r\t\u0000\u001f\u007f", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"")]
    public void Text_EscapesOnlyWhatJsonDemands(string text, string json) =>
        Encoding.UTF8.GetString(JsonOutput.Begin().Text(text).Take()).ShouldBe(json);

    [Fact]
    public void Begin_AfterALargeText_StartsEmpty()
    {
        JsonOutput.Begin().Text(new string('x', 1_000_000)).Take().Length.ShouldBe(1_000_002);
        JsonOutput.Begin().Number(long.MinValue).Take().ShouldBe("-9223372036854775808"u8.ToArray());
    }
}
