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
    public void Watch(IConnection connection, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Chat.Watch.Read(ref arguments, options.MaxWatched, out var names);
        Answer(connection, "watch", refusal ?? Refused(watches.Watch(connection, names)), names, reply);
    }

    public void Unwatch(IConnection connection, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Chat.Watch.Read(ref arguments, options.MaxWatched, out var names);
        Answer(connection, "unwatch", refusal ?? Refused(watches.Unwatch(connection, names)), names, reply);
    }

    private Refusal? Refused(WatchResult result) => Chat.Watch.Refused(result, options.MaxWatched);

    private void Answer(IConnection connection, string eventName, Refusal? refusal, HashSet<UserName> names, Reply reply)
    {
        if (refusal is { } refused)
        {
            logger.Refused(connection.Id, eventName, refused.Code);
            reply.Refuse(refused);
        }
        else if (reply.IsWanted)
            reply.Accept(JsonOutput.Begin().Raw("""[{"names":"""u8).Number(names.Count).Raw("}]"u8).Take());
    }
}
