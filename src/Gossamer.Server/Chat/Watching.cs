using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Json;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>
/// Handles <c>watch</c> and <c>unwatch</c>. How the names stand comes as a <c>presence</c> event; the answer, if one is wanted, is
/// <code>[{"names":2}]</code>: how many were asked for.
/// </summary>
internal sealed class Watching(WatchPublisher watches, PresenceOptions options, ILogger<Watching> logger)
{
    public void Watch(ChatSession session, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Chat.Watch.Read(ref arguments, options.MaxWatched, out var names);
        Answer(session, "watch", refusal ?? Refused(watches.Watch(session.Connection, names)), names, reply);
    }

    public void Unwatch(ChatSession session, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Chat.Watch.Read(ref arguments, options.MaxWatched, out var names);
        Answer(session, "unwatch", refusal ?? Refused(watches.Unwatch(session.Connection, names)), names, reply);
    }

    private Refusal? Refused(WatchResult result) => Chat.Watch.Refused(result, options.MaxWatched);

    private void Answer(ChatSession session, string eventName, Refusal? refusal, HashSet<UserName> names, Reply reply)
    {
        if (refusal is { } refused)
        {
            logger.Refused(session.Connection.Id, eventName, refused.Code);
            reply.Refuse(refused);
            return;
        }

        session.Describe(watches.NamesOf(session.Connection));
        if (reply.IsWanted)
            reply.Accept(JsonOutput.Begin().Raw("""[{"names":"""u8).Number(names.Count).Raw("}]"u8).Take());
    }
}
