using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>What a line does once it is entered: a command, or a message to the conversation that is shown.</summary>
internal static class Commands
{
    /// <summary>All of them, for the help: the command, and what it does.</summary>
    public static readonly (string Command, string Meaning)[] All =
    [
        ("/to <name>", "write to a person; Tab completes names of those who are there"),
        ("/join <room>", "join a group, or make it"),
        ("/leave", "leave the group, or close the thread"),
        ("/who [start]", "who is there, or in the group"),
        ("/quit", "leave the chat"),
        ("/help", "this, and away again"),
    ];

    private const int NamesAtOnce = 50;

    public static KeyResult Run(TerminalView view, ChatState chat, Func<MessageId> newId)
    {
        var line = view.Input.Text;
        view = view with { Input = InputLine.Empty, Answer = null, Scroll = 0, ShowsHelp = false };
        if (line.Length == 0)
            return view;
        if (!line.StartsWith('/') || line.StartsWith("//", StringComparison.Ordinal)) // "//" says a line that begins with "/"
            return new(view, [new ChatInput.Say(null, line.StartsWith('/') ? line[1..] : line, newId())]);
        var (command, argument) = line.IndexOf(' ') is > 0 and var space ? (line[..space], line[(space + 1)..].Trim()) : (line, "");
        return command switch
        {
            "/to" => To(view, argument),
            "/join" => Join(view, argument),
            "/leave" => new(view, [new ChatInput.Leave()]),
            "/who" => view with { Answer = Who(chat, argument) },
            "/quit" => new(view, [new ChatInput.Close()]),
            "/help" => view with { ShowsHelp = true },
            _ => view with { Answer = $"There is no command {command}. Try /help." },
        };
    }

    private static KeyResult To(TerminalView view, string name) => UserName.TryCreate(name, out var user, out var problem)
        ? new KeyResult(view, [new ChatInput.Select(ConversationId.Person(user.Value))])
        : view with { Answer = $"/to: {problem}." };

    private static KeyResult Join(TerminalView view, string name) =>
        RoomName.TryCreate(name.StartsWith('#') ? name[1..] : name, out var room, out var problem)
            ? new KeyResult(view, [new ChatInput.Join(room.Value)])
            : view with { Answer = $"/join: {problem}." };

    private static string Who(ChatState chat, string start)
    {
        var room = chat.Shown is { Id.IsRoom: true } shown ? shown : null;
        var names = (room?.Members ?? chat.Online).Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)).ToList();
        var more = names.Count > NamesAtOnce ? $" and {names.Count - NamesAtOnce} more" : "";
        return names.Count == 0 ? "Nobody." : $"{room?.Id.ToString() ?? "Online"}: {string.Join(", ", names.Take(NamesAtOnce))}{more}";
    }
}
