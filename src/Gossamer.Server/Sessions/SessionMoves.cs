using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>The way of sessions between servers: what the Socket.IO server and clients ask for here, and what other servers say.</summary>
internal sealed class SessionMoves(
    SessionArrivals arrivals, SessionDepartures departures, MissedElsewhere elsewhere, LocalUsers users, IServiceProvider services, ILogger<SessionMoves> logger)
    : IRecoverySource, IMissedMessages
{
    public bool Hear(NodeId from, ReadOnlySpan<byte> bytes)
    {
        if (SessionNotes.Read(bytes) is not { } note)
        {
            logger.NotANote(from);
            return false;
        }

        if (note.KindCase != SessionNote.KindOneofCase.Ask)
            return arrivals.Hear(from, note);
        departures.Answer(from, note.Key, note.Ask, services.GetRequiredService<SocketIOServer>());
        return true;
    }

    public ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation) =>
        ns == "/" ? arrivals.FetchAsync(pid) : ValueTask.FromResult(false);

    public void Send(IConnection connection, Joining joining, UserName user, MessageId since)
    {
        var back = (SocketConnection)connection;
        back.CameBackBy = since;
        var catchingUp = new CatchingUp(joining, InstantMessageFrame.MarkOf(since), back.Socket.Remember);
        var here = MissedMessages.Take(users, user, since, isShown: true, static _ => false, back);
        if (here is not null)
        {
            foreach (var source in here.Sources)
                catchingUp.Remember(source.Had.Snapshot());
            catchingUp.Add(here.Packets)!.End();
            MissedMessages.End(here, "its client is back");
        }

        _ = elsewhere.FetchAsync(back, user, since, isShown: here is null, catchingUp);
    }
}
