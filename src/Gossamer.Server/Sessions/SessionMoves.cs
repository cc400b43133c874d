using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>The way of sessions between servers: what the Socket.IO server and clients ask for here, and what other servers say.</summary>
internal sealed class SessionMoves(
    SessionArrivals arrivals, SessionDepartures departures, SessionQuestions questions, MissedHere here, MissedElsewhere elsewhere,
    ILogger<SessionMoves> logger) : IRecoverySource, IMissedMessages
{
    public bool Hear(NodeId from, ReadOnlySpan<byte> bytes)
    {
        if (SessionNotes.Read(bytes) is not { } note)
        {
            logger.NotANote(from);
            return false;
        }

        return note.KindCase == SessionNote.KindOneofCase.Ask ? questions.TryTake(from, note.Key, note.Ask) : arrivals.Hear(from, note);
    }

    public async ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation) =>
        ns == "/" && (await departures.TryWithdrawAsync(pid) || await arrivals.FetchAsync(pid, cancellation));

    public void Send(IConnection connection, Joining joining, UserName user, MessageId since)
    {
        var back = (SocketConnection)connection;
        var catchingUp = new CatchingUp(joining, InstantMessageFrame.MarkOf(since), back.Socket.AppendToRecoveryLog);
        var isHere = here.TryAdd(catchingUp, back, user, since);
        back.CameBackBy = since; // only now can another that comes back find this one by it: neither waits for the other
        _ = elsewhere.FetchAsync(back, user, since, isShown: !isHere, catchingUp);
    }
}
