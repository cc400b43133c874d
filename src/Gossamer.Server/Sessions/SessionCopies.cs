using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// Asks other servers for copies of sessions that are here: one that was on its way to a server which was not heard to take it may be there all the
/// same, and have got something.
/// </summary>
internal sealed class SessionCopies(SessionArrivals arrivals, SessionAdoption adoption, ChatSessionOptions options, TimeProvider time)
{
    /// <summary>Asks for copies of a session, unless that is being done.</summary>
    public void Ask(Socket socket) => Ask(socket, new CommonPast(before: null, socket.SentLately));

    /// <param name="socket">The session.</param>
    /// <param name="past">What the copies have of before they parted.</param>
    public void Ask(Socket socket, CommonPast past)
    {
        if (socket is { Pid: { } pid, State: ChatSession { Connection: SocketConnection connection } } && connection.TryBeginAsking())
            _ = AskAsync(pid, connection, past);
    }

    private async Task AskAsync(string pid, SocketConnection connection, CommonPast past)
    {
        var question = new LateQuestion(
            arrivals, new Ask { Pid = pid, LeftBehind = true }, (from, begin, packets) => adoption.MergeCopy(from, begin, past.Without(packets)),
            () => connection.IsPresent, options, time);
        connection.EndAsking(isOnlyHere: await question.RunAsync());
    }
}
