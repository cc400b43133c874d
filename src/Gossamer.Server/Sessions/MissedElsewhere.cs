using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Fetches from other servers what a user got after a message, for a connection that is here.</summary>
internal sealed class MissedElsewhere(
    SessionArrivals arrivals, ChatSessionOptions options, TimeProvider time, ILogger<MissedElsewhere> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks every server, since the client may have left something at any of them, and this one's directory may not know of it: a server
    /// that has just started knows nobody yet, and after a silence a server is forgotten that still has the session. Who is not heard is
    /// asked again later.
    /// </summary>
    public async Task FetchAsync(SocketConnection connection, UserName user, MessageId since, bool isShown, CatchingUp catchingUp)
    {
        var told = 0;
        var mark = InstantMessageFrame.MarkOf(since);
        var ask = new Ask { User = user.Value, Since = since.Value, LeftBehind = !isShown };
        var late = new LateQuestion(
            arrivals, new Ask(ask) { LeftBehind = true }, (_, begin, packets) => Merge(connection, begin, packets, mark), () =>
                connection.IsPresent, options, time);
        var asked = new Dictionary<NodeId, Task<bool>>();
        try
        {
            await AskAllAsync(asked, server => AskAsync(server, ask, connection, catchingUp, late, mark));
        }
        catch (Exception fault) // nobody may wait for this task, and what is held back is to be sent
        {
            logger.HandingOverFailed(fault);
        }
        finally
        {
            told = catchingUp.Finish();
        }

        logger.CaughtUp(user, told, asked.Count);
        if (!asked.Values.All(static task => task is { IsCompletedSuccessfully: true, Result: true }) || arrivals.IsAnyUnasked(asked.Keys))
            await late.RunAsync();
    }

    /// <summary>Those whose links come up meanwhile too, and those that start: a server that stops gives what it kept to others.</summary>
    private async Task AskAllAsync(Dictionary<NodeId, Task<bool>> asked, Func<NodeId, Task<bool>> askAsync)
    {
        var start = time.GetTimestamp();
        do
        {
            foreach (var server in arrivals.Linked())
                if (!asked.ContainsKey(server))
                    asked.Add(server, askAsync(server));
            await Task.WhenAny(Task.WhenAll(asked.Values), Task.Delay(Look, time));
            if (asked.Values.All(static task => task.IsCompleted) && arrivals.IsAnyAwaited(asked.Keys))
                await Task.Delay(Look, time);
        }
        while (asked.Values.Any(static task => !task.IsCompleted)
            || (arrivals.IsAnyAwaited(asked.Keys) && time.GetElapsedTime(start) < options.AskTimeout));
    }

    /// <summary>Whether it has answered.</summary>
    private async Task<bool> AskAsync(NodeId server, Ask ask, SocketConnection connection, CatchingUp catchingUp, LateQuestion late,
        byte[] mark)
    {
        if (arrivals.Open(Take, limit: options.LateAsk) is not (var key, var arrival))
            return false;
        if (await arrivals.AskAsync(key, arrival, ask, [server]))
        {
            late.AddAsked(server, key, arrival); // its end ends its part
            return true;
        }

        if (arrival.IsUnanswered)
        {
            late.AddAsked(server, key, arrival);
            return false;
        }

        arrivals.Close(key, arrival);
        return !arrival.HasBegun; // what began and did not come is to be asked for again

        ITold? Take(NodeId from, Begin begin, List<EncodedPacket> packets)
        {
            if (!connection.IsPresent)
                return null; // whoever has it keeps it
            catchingUp.Remember([.. begin.Had.Zip(begin.HadSeconds)]);
            return catchingUp.Add(packets) ?? Merge(connection, begin, packets, mark);
        }
    }

    private static ITold? Merge(SocketConnection connection, Begin begin, List<EncodedPacket> packets, byte[] mark) => connection.IsPresent
        ? SessionAdoption.Merge(connection, begin, packets.FindAll(packet => !MissedMessages.IsMark(packet, mark)))
        : null;
}
