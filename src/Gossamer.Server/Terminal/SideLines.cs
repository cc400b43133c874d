using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>Groups, threads, and who else is there.</summary>
internal static class SideLines
{
    private const int MostPeople = 200; // more fits no window

    public static IEnumerable<Line> Lines(ChatState chat)
    {
        var rooms = chat.Conversations.Values.Where(static conversation => conversation.Id.IsRoom).ToList();
        var threads = chat.Conversations.Values.Where(static conversation => !conversation.Id.IsRoom).ToList();
        if (rooms.Count > 0)
            yield return Line.Of("Groups", "dim");
        foreach (var room in rooms)
            yield return LineOf(chat, room, room.IsJoined);
        if (threads.Count > 0)
            yield return Line.Of("Threads", "dim");
        foreach (var thread in threads)
            yield return LineOf(chat, thread, chat.Online.Contains(thread.Id.Name));
        yield return Line.Of("Online", "dim");
        foreach (var name in Others(chat).Take(MostPeople))
            yield return Line.Of("   ").Add(name);
    }

    private static IEnumerable<string> Others(ChatState chat) =>
        chat.Online.Where(name => name != chat.User && !chat.Conversations.ContainsKey(ConversationId.Person(name)));

    private static Line LineOf(ChatState chat, Conversation conversation, bool isThere)
    {
        var isSelected = chat.Selected == conversation.Id;
        var line = Line.Of(isSelected ? "›" : " ", "bold").Add(isThere ? "● " : "○ ", isThere ? "green" : "dim");
        if (conversation.Unread > 0)
            line = line.Add($"({conversation.Unread}) ", "bold yellow");
        return line.Add(conversation.Id.ToString(), isSelected ? "bold" : "");
    }
}
