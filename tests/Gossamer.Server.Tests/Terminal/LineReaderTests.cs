using Gossamer.Server.Terminal;

namespace Gossamer.Server.Tests.Terminal;

public sealed class LineReaderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n", 1)]
    [InlineData("a", 1)]
    [InlineData("a\nb\r\n", 2)]
    public async Task Read_Lines_AreAll(string text, int count) => (await ReadAsync(text, 10)).Count.ShouldBe(count);

    [Fact]
    public async Task Read_LongLine_IsCutAndTheNextIsWhole() => (await ReadAsync(new string('x', 20_000) + "\nnext\r\n", 5))
        .ShouldBe([new InputText("xxxxx", true), new InputText("next", false)]);

    private static async Task<List<InputText>> ReadAsync(string text, int maxLength)
    {
        var (reader, lines) = (new LineReader(new StringReader(text), maxLength), new List<InputText>());
        while (await reader.ReadAsync(Ct) is { } line)
            lines.Add(line);
        return lines;
    }
}
