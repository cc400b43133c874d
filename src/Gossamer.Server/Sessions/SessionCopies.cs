using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// Asks other servers for copies of sessions that are here: one that was on its way to a server which was not heard to take it may be there
/// all the same, and have got something.
/// </summary>
internal sealed class SessionCopies(SessionArrivals arrivals, SessionAdoption adoption, ChatSessionOptions options, TimeProvider time)
{
    /// <summary>Asks for copies of a session that may be elsewhere, unless that is being done.</summary>
    public void Ask(Socket socket)
    {
        if (SocketConnection.Of(socket) is { Parted: { } past } connection)
            Ask(socket, connection, past);
    }

    /// <summary>Another server asks for a session whose client is here: it has a copy.</summary>
    public void AskBack(Socket socket)
    {
        if (SocketConnection.Of(socket) is { } connection && connection.TryAskBack())
            Ask(socket, connection, connection.Parted ?? new CommonPast(before: null, socket.RecoveryLog));
    }

    private void Ask(Socket socket, SocketConnection connection, CommonPast past)
    {
        if (socket.PrivateSessionId is not null && connection.TryBeginAsking())
            _ = AskAsync(socket, connection, past);
    }

    private async Task AskAsync(Socket socket, SocketConnection connection, CommonPast past)
    {
        var parted = connection.Parted;
        var question = new LateQuestion(
            arrivals, new Ask { Pid = socket.PrivateSessionId, LeftBehind = true }, (from, begin, packets) =>
                adoption.MergeCopy(from, begin, past.Without(packets)),
            () => connection.IsPresent, options, time);
        if (connection.EndAsking(parted, isOnlyHere: await question.RunAsync()) && connection.IsPresent)
            Ask(socket);
    }
}
