using System.Collections.Immutable;
using Gossamer.Mesh;
using Gossamer.Server.Conversations;
using Gossamer.Server.Terminal;

namespace Gossamer.Server.Tests.Terminal;

public sealed class KeyboardTests
{
    private static readonly ConversationId Billy = ConversationId.Person("Billy");
    private static readonly ConversationId Carla = ConversationId.Person("Carla");

    private readonly ChatState _chat = new()
    {
        User = "Anna",
        Servers = [new Uri("http://a")],
        Conversations = ImmutableSortedDictionary<ConversationId, Conversation>.Empty
            .Add(Billy, new(Billy)).Add(Carla, new(Carla) { Unread = 1 }),
        Online = ImmutableSortedSet.Create<string>(StringComparer.Ordinal, "Anna", "Billy", "Carl", "Carla", "carlo"),
        Selected = Billy,
    };

    private TerminalView _view = new();

    [Fact]
    public void Enter_AfterText_SaysItToWhoIsShown() =>
        Type("Hi there\r").ShouldBe([new ChatInput.Say(null, "Hi there", new MessageId("id"))]);

    [Fact]
    public void Enter_AfterTwoSlashes_SaysALineThatBeginsWithOne() =>
        Type("//to\r").ShouldBe([new ChatInput.Say(null, "/to", new MessageId("id"))]);

    [Theory]
    [InlineData("/to  Dora ")]
    [InlineData("/join #tea")]
    [InlineData("/leave")]
    [InlineData("/quit")]
    public void Enter_AfterACommand_DoesIt(string line) => Type(line + "\r").ShouldBe([line switch
    {
        "/leave" => new ChatInput.Leave(),
        "/quit" => new ChatInput.Close(),
        "/join #tea" => new ChatInput.Join("tea"),
        _ => new ChatInput.Select(ConversationId.Person("Dora")),
    }]);

    [Theory]
    [InlineData("/to", "/to: a user name must not be empty.")]
    [InlineData("/nonsense x", "There is no command /nonsense. Try /help.")]
    [InlineData("/who c", "Online: Carl, Carla, carlo")]
    [InlineData("/who x", "Nobody.")]
    public void Enter_AfterACommand_Answers(string line, string answer)
    {
        Type(line + "\r").ShouldBeEmpty();

        _view.Answer.ShouldBe(answer);
        _view.Input.ShouldBe(InputLine.Empty);
    }

    [Theory]
    [InlineData("/to B", "/to Billy", null)]
    [InlineData("/to c", "/to c", "Carl, Carla, carlo")]
    [InlineData("/to Carl", "/to Carl", "Carl, Carla, carlo")]
    [InlineData("/to x", "/to x", "Nobody who is there is called so.")]
    [InlineData("text", "text", null)]
    public void Tab_AfterTheBeginningOfAName_CompletesIt(string line, string completed, string? answer)
    {
        Type(line);
        Press(ConsoleKey.Tab);

        (_view.Input.Text, _view.Answer).ShouldBe((completed, answer));
    }

    [Fact]
    public void Tab_OnAnEmptyLine_ShowsTheNextUnread() => Press(ConsoleKey.Tab).ShouldBe([new ChatInput.Select(Carla)]);

    [Theory]
    [InlineData(ConsoleKey.DownArrow)]
    [InlineData(ConsoleKey.UpArrow)]
    public void Arrows_AtTheEnd_GoOnAtTheOther(ConsoleKey key) => Press(key).ShouldBe([new ChatInput.Select(Carla)]);

    [Fact]
    public void CtrlC_Always_EndsIt() =>
        Press(ConsoleKey.C, '\x3', ConsoleModifiers.Control).ShouldBe([new ChatInput.Close()]);

    [Fact]
    public void Keys_ThatWriteNothing_WriteNothing()
    {
        Press(ConsoleKey.F5);
        Press(ConsoleKey.B, '\x2', ConsoleModifiers.Control);

        _view.Input.ShouldBe(InputLine.Empty);
    }

    private List<ChatInput> Type(string text) =>
        [.. text.SelectMany(typed => Press(typed == '\r' ? ConsoleKey.Enter : ConsoleKey.None, typed))];

    private ImmutableArray<ChatInput> Press(ConsoleKey key, char typed = '\0', ConsoleModifiers modifiers = ConsoleModifiers.None)
    {
        var info = new ConsoleKeyInfo(typed, key, false, false, modifiers.HasFlag(ConsoleModifiers.Control));
        (_view, var inputs) = Keyboard.Press(_view, _chat, info, static () => new MessageId("id"));
        return inputs;
    }
}
