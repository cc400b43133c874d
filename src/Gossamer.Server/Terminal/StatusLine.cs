using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>Who one is, where, and how that stands.</summary>
internal static class StatusLine
{
    public static Line[] Lines(ChatState chat)
    {
        var server = chat.Server.IsDefaultPort ? chat.Server.Host : $"{chat.Server.Host}:{chat.Server.Port}";
        var line = Line.Of(chat.User, "bold");
        line = chat.Phase switch
        {
            ChatPhase.Ready => line.Add($" at {server} · {chat.Online.Count} online", "green"),
            ChatPhase.Identifying => line.Add($" joins {server}", "yellow"),
            ChatPhase.Connecting => line.Add($" connects to {server}", "yellow"),
            _ => line.Add(" has left", "dim"),
        };
        var unread = chat.Conversations.Values.Sum(static conversation => conversation.Unread);
        if (unread > 0)
            line = line.Add($" · {unread} unread (Tab)", "bold");
        if (chat.Outgoing.Count > 0)
            line = line.Add($" · {chat.Outgoing.Count} waiting", "yellow");
        return [line.AddRight("F1 help", "dim")];
    }
}
