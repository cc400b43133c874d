using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Answers other servers that ask for sessions of clients which have come to them, or for what such clients missed.</summary>
internal sealed class SessionAnswers(
    MeshNode node, SessionDepartures departures, MissedDepartures missed, HandingOver handingOver, SessionCopies copies)
{
    /// <summary>Answers another server's question.</summary>
    public void Answer(NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (ask.Pid.Length > 0 && departures.TryFindOnItsWay(ask.Pid, out var handover))
            _ = handingOver.GuardAsync(AnswerOnceOverAsync(handover, asker, key, ask, server));
        else if (!(ask.Pid.Length > 0 ? TryGive(asker, key, ask, server) : missed.TryGive(asker, key, ask)))
            _ = node.TellAsync(asker, new SessionNote { Key = key, NotHere = new NotHere { IsConnected = IsConnected(ask, server) } });
    }

    /// <summary>Its client seems to be here; should the connection be dead, then that is noticed in a while.</summary>
    private static bool IsConnected(Ask ask, SocketIOServer server) =>
        ask.Pid.Length > 0 && server.TryGetRecoverable(ask.Pid, out var socket) && socket.Connected;

    /// <summary>
    /// Who asks for what was left behind has another, newer session of that client, or a copy of this one. If the client is here with this
    /// one, that copy may have got something.
    /// </summary>
    private bool TryGive(NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (!server.TryGetRecoverable(ask.Pid, out var socket) || (ask.LeftBehind && IsToGetIt(socket, asker)))
            return false;
        if (socket.IsAwaitingReconnect || !ask.LeftBehind)
            return departures.TryGiveAway(socket, asker, key, isAsked: true, out _);
        copies.AskBack(socket);
        return false;
    }

    /// <summary>Of two servers that have a session, and ask each other for it, one gives.</summary>
    private bool IsToGetIt(Socket socket, NodeId asker) =>
        socket.IsAwaitingReconnect && SocketConnection.Of(socket) is { IsAsking: true }
        && string.CompareOrdinal(node.Id.Value, asker.Value) < 0;

    /// <summary>
    /// Who has the client gets the session, though it is on its way to another server, which may not hear. If that takes it all the same,
    /// the asking server asks it for what came there.
    /// </summary>
    private async Task AnswerOnceOverAsync(Handover handover, NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (asker != handover.To && !(handover.IsAsked && ask.LeftBehind))
            await departures.TryWithdrawAsync(handover);
        await handover.Over;
        Answer(asker, key, ask, server);
    }
}
