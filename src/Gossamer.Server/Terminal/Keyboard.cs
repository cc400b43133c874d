using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>From keys to what they do: <c>(view, key) -> (view, inputs of the chat)</c>.</summary>
internal static class Keyboard
{
    private const int Page = 10;

    public static KeyResult Press(TerminalView view, ChatState chat, ConsoleKeyInfo key, Func<MessageId> newId)
    {
        if (key.Key == ConsoleKey.Enter)
            return Commands.Run(view, chat, newId);
        return key switch
        {
            { Key: ConsoleKey.C or ConsoleKey.D, Modifiers: ConsoleModifiers.Control } => new(view, [new ChatInput.Close()]),
            { Key: ConsoleKey.F1 } => view with { ShowsHelp = !view.ShowsHelp },
            { Key: ConsoleKey.Escape } => view with { Input = InputLine.Empty, Answer = null, ShowsHelp = false, Scroll = 0 },
            { Key: ConsoleKey.UpArrow } or { Key: ConsoleKey.P, Modifiers: ConsoleModifiers.Control } => Move(view, chat, -1),
            { Key: ConsoleKey.DownArrow } or { Key: ConsoleKey.N, Modifiers: ConsoleModifiers.Control } => Move(view, chat, 1),
            { Key: ConsoleKey.PageUp } => view with { Scroll = view.Scroll + Page },
            { Key: ConsoleKey.PageDown } => view with { Scroll = Math.Max(0, view.Scroll - Page) },
            { Key: ConsoleKey.Tab } => view.Input.Text.Length > 0 ? Completion.Complete(view, chat) : NextUnread(view, chat),
            _ => view with { Input = Edit(view.Input, key), Answer = null },
        };
    }

    private static InputLine Edit(InputLine line, ConsoleKeyInfo key) => key switch
    {
        { Key: ConsoleKey.Backspace } => line.Backspace(),
        { Key: ConsoleKey.Delete } => line.Delete(),
        { Key: ConsoleKey.LeftArrow } => line.Left(),
        { Key: ConsoleKey.RightArrow } => line.Right(),
        { Key: ConsoleKey.Home } or { Key: ConsoleKey.A, Modifiers: ConsoleModifiers.Control } => line.Home(),
        { Key: ConsoleKey.End } or { Key: ConsoleKey.E, Modifiers: ConsoleModifiers.Control } => line.End(),
        { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control } => InputLine.Empty,
        { Key: ConsoleKey.W, Modifiers: ConsoleModifiers.Control } => line.DeleteWord(),
        { KeyChar: var typed } when !char.IsControl(typed) => line.Insert(typed.ToString()),
        _ => line,
    };

    private static KeyResult Move(TerminalView view, ChatState chat, int by)
    {
        var ids = chat.Conversations.Keys.ToList();
        if (ids.Count == 0)
            return view;
        var at = chat.Selected is { } selected ? ids.IndexOf(selected) : -1;
        var next = at < 0 ? (by > 0 ? 0 : ids.Count - 1) : (at + by + ids.Count) % ids.Count;
        return Show(view, ids[next]);
    }

    private static KeyResult NextUnread(TerminalView view, ChatState chat)
    {
        var unread = chat.Conversations.Values.Where(static conversation => conversation.Unread > 0).ToList();
        if (unread.Count == 0)
            return view;
        var next = unread.Find(conversation => chat.Selected is { } selected && conversation.Id > selected) ?? unread[0];
        return Show(view, next.Id);
    }

    private static KeyResult Show(TerminalView view, ConversationId id) =>
        new(view with { Scroll = 0, Answer = null }, [new ChatInput.Select(id)]);
}
