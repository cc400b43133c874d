using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>The way of sessions between servers: what the Socket.IO server and clients ask for here, and what other servers say.</summary>
internal sealed class SessionMoves(
    SessionArrivals arrivals, SessionDepartures departures, LocalUsers users, IServiceProvider services, ILogger<SessionMoves> logger)
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
        if (MissedMessages.Find(users, user, since, connection) is { } found)
            SendFromHere(found, joining, since);
        else
            _ = arrivals.CatchUpAsync(user, since, joining);
    }

    /// <summary>The client has come back to the server where it was.</summary>
    private static void SendFromHere(MissedMessages.Missed found, Joining joining, MessageId since)
    {
        var isBack = found.Connection.ComesBackBySince && found.Socket.IsAway && found.Socket.TryGiveAway(_ => false, out _);
        foreach (var packet in MissedMessages.After(found.Socket, since.Value) ?? found.Packets)
            joining.Tell(packet);
        joining.End();
        if (!isBack)
            return;
        ((ChatSession)found.Socket.State!).End("its client is back");
        found.Socket.Release();
    }
}
