using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Fetches from other servers what a user got after a message, for a connection that is here.</summary>
internal sealed class MissedElsewhere(
    SessionArrivals arrivals, MeshNode node, ChatSessionOptions options, TimeProvider time, ILogger<MissedElsewhere> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks each server that has connections of the user, since the client may have left something at any of them, also those that come to have one
    /// while others have not answered: a server that stops gives what it kept to others. Who is not heard is asked again later.
    /// </summary>
    public async Task FetchAsync(SocketConnection connection, UserName user, MessageId since, bool isShown, CatchingUp catchingUp)
    {
        var mark = InstantMessageFrame.MarkOf(since);
        var ask = new Ask { User = user.Value, Since = since.Value, LeftBehind = !isShown };
        var late = new LateQuestion(
            arrivals, node, new Ask(ask) { LeftBehind = true }, (_, begin, packets) => Merge(connection, begin, packets, mark), () => connection.Socket.IsAway || connection.Socket.Connected, options, time);
        var asked = new Dictionary<NodeId, Task<bool>>();
        do
        {
            foreach (var location in node.Directory.Find(user))
                if (location.Node != node.Id && !asked.ContainsKey(location.Node))
                    asked.Add(location.Node, AskAsync(location.Node, ask, connection, catchingUp, late, mark));
            if (asked.Count > 0)
                await Task.WhenAny(Task.WhenAll(asked.Values), Task.Delay(Look, time));
        }
        while (asked.Values.Any(static task => !task.IsCompleted));

        logger.CaughtUp(user, catchingUp.Finish(), asked.Count);
        var answers = await Task.WhenAll(asked.Values);
        if (answers.Contains(false))
            await late.RunAsync();
    }

    /// <summary>Whether it has answered.</summary>
    private async Task<bool> AskAsync(NodeId server, Ask ask, SocketConnection connection, CatchingUp catchingUp, LateQuestion late, byte[] mark)
    {
        if (arrivals.Open(Take, limit: options.LateAsk) is not (var key, var arrival))
            return true;
        if (await arrivals.AskAsync(key, arrival, ask, [server]))
            return true; // its end ends its part
        if (arrival.IsUnanswered)
        {
            late.AddAsked(server, key, arrival);
            return false;
        }

        arrivals.Close(key, arrival);
        return true;

        ITold? Take(NodeId from, Begin begin, List<EncodedPacket> packets)
        {
            catchingUp.Remember(begin.Had.Zip(begin.HadSeconds));
            return catchingUp.Add(packets) ?? Merge(connection, begin, packets, mark);
        }
    }

    private static ITold? Merge(SocketConnection connection, Begin begin, List<EncodedPacket> packets, byte[] mark) =>
        SessionAdoption.Merge(connection, begin, packets.FindAll(packet => !MissedMessages.IsMark(packet, mark)));
}
