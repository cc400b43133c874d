using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>What another server must know of a session to go on with it.</summary>
internal sealed class SessionDescriptions(MeshNode node, WatchPublisher watches)
{
    public Begin Of(ChatSession session, SessionState state, RecoverableSession given)
    {
        var begin = new Begin
        {
            Pid = given.Pid, Id = given.Id, User = state.User.Value, Presence = (uint)state.Presence, Before = given.Before ?? "",
        };
        var connection = (SocketConnection)session.Connection;
        begin.BySince = connection.ComesBackBySince;
        begin.MayBeElsewhere = connection.MayBeElsewhere;
        AddHad(begin, connection);
        foreach (var name in watches.NamesOf(session.Connection))
            begin.Watched.Add(name.Value);
        foreach (var id in state.Sent)
            if (node.OutcomeOf(state.User, id) is { } outcome)
                begin.Sent.Add(new Sent { Id = id.Value, Delivered = (uint)outcome.Delivered, Servers = (uint)outcome.Servers });
        return begin;
    }

    /// <summary>What the connection has had, as far as that matters elsewhere.</summary>
    public static void AddHad(Begin begin, SocketConnection connection)
    {
        begin.Late.AddRange(connection.Late);
        foreach (var (key, age) in connection.Had.Snapshot())
        {
            begin.Had.Add(key);
            begin.HadSeconds.Add(age);
        }
    }
}
