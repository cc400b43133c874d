using System.Text.RegularExpressions;
using Gossamer.Mesh;
using Gossamer.Server.Conversations;
using Gossamer.Server.Terminal;

namespace Gossamer.Server.Tests.Terminal;

/// <summary>A chat of Anna's with Billy, and the terminal that shows it.</summary>
internal sealed partial class TestWindow : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 1, 31, 10, 31, 0, TimeSpan.Zero);

    private readonly StringWriter _terminal = new();
    private readonly ScreenPainter _painter;
    private int _messages;

    public TestWindow()
    {
        _painter = new ScreenPainter(_terminal, hasColours: true);
        Do(new ChatInput.Listed(["Anna", "Billy", "Dora"]));
        Do(new ChatInput.Select(ConversationId.Person("Billy")));
    }

    public ChatState Chat { get; set; } = new() { User = "Anna", Servers = [new Uri("http://a.example")] };

    public TerminalView View { get; set; } = new();

    public void Dispose() => _terminal.Dispose();

    public void Hear(string from, string text) =>
        Do(new ChatInput.Received(ConversationId.Person(from), new ChatMessage(NextId(), from, text, Time), null));

    public void Say(string to, string text, Receipt receipt) =>
        Do(new ChatInput.Received(ConversationId.Person(to), new ChatMessage(NextId(), "Anna", text, Time, receipt), null));

    /// <summary>What is written to the terminal for the window as it is now.</summary>
    public string Paint(int width, int height)
    {
        var before = _terminal.ToString().Length;
        var window = Screen.Render(Chat, View, TimeZoneInfo.Utc, width);
        _painter.Paint(window, width, height, 2 + InputWindow.Of(View.Input, width - 2).Column);
        return _terminal.ToString()[before..];
    }

    /// <summary>The rows of a window that is painted anew, as they are written.</summary>
    public List<string> Raw(int width, int height)
    {
        Paint(width + 1, height); // another size: all is written again
        return [.. Paint(width, height).Split("\e[K")[..^1]];
    }

    /// <summary>The same without colours and the blanks behind them.</summary>
    public List<string> Rows(int width, int height) =>
        [.. Raw(width, height).Select(static row => Sequences().Replace(row, "").TrimEnd())];

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.None, 1_000)]
    private static partial Regex Sequences();

    private MessageId NextId() => new($"m{++_messages}");

    private void Do(ChatInput input) => Chat = ChatMachine.Step(Chat, input, Time).State;
}
