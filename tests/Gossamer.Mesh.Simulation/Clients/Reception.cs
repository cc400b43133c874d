using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>What a server does with a client that connects: as the chat does it.</summary>
internal sealed class Reception(World world, ClientConnection connection)
{
    private static readonly byte[] Description = [1, 2, 3];

    private Client Client => connection.Client;

    private MeshNode Node => connection.Server.Node;

    internal void Receive(string? key, string? offset, int? lastSeen)
    {
        if (connection.Server.IsDraining || !connection.Server.IsLive)
        {
            connection.CloseAtServer();
            return;
        }

        if (Client.Kind == ClientKind.Keyed && key is not null && offset is not null)
            Node.Messages.Recovery.Locator.Begin(new() { Key = key }, found => Run(() => Resume(key, offset, found)));
        else if (Client.Kind == ClientKind.ById && lastSeen is { } last)
            Node.Messages.Recovery.Locator.Begin(
                new() { User = Client.User.Value, IdHash = IdHash.Of(last.ToString(CultureInfo.InvariantCulture)) }, found =>
                    Run(() => ResumeById(found, last)));
        else if (Client.Kind != ClientKind.Keyed && offset is not null)
            ResumeByOffset(offset);
        else
            BeginFresh();
    }

    private void Run(Action action)
    {
        if (connection.IsOpenAtServer && connection.Server.IsLive)
            action();
    }

    private void Resume(string key, string offset, LocatedSession? found)
    {
        if (found is not null)
        {
            ClientLedger.Require(found.User == Client.User, "located", $"{Client.User}'s session was found as {found.User}'s");
            ClientLedger.Require(found.Description.Span.SequenceEqual(Description), "located",
                $"the description of {Client.User}'s session is lost");
            Resume(ClientIdentity.Keyed(key) with { Rooms = found.Rooms }, offset);
            return;
        }

        var fresh = world.Clients.NewKey();
        connection.ToClient(() => Client.OnKey(fresh));
        Resume(ClientIdentity.Keyed(fresh) with { FormerKey = key }, offset);
    }

    /// <summary>Which rooms it was in its session knows, which is found by the key in its offset.</summary>
    private void ResumeByOffset(string offset)
    {
        if (world.Clients.Rooms.IsMember(Client) && MeshNode.KeyOf(Client.User, offset) is { } key)
            Node.Messages.Recovery.Locator.Begin(new() { Key = key }, found => Run(() =>
                Resume(ClientIdentity.ByOffset with { Rooms = found?.Rooms ?? [] }, offset)));
        else
            Resume(ClientIdentity.ByOffset, offset);
    }

    private void ResumeById(LocatedSession? found, long last)
    {
        if (found is not null)
        {
            var seen = new MessageId(last.ToString(CultureInfo.InvariantCulture));
            Resume(ClientIdentity.ByOffset with { IsUncertain = !found.IsCertain, LastSeen = seen }, found.Offset);
        }
        else
        {
            BeginUnknown();
        }
    }

    /// <summary>Nobody knows where the client was: it is told so.</summary>
    private void BeginUnknown()
    {
        connection.FreshSince = world.Timeline.Now;
        connection.IsUnknown = true;
        connection.Identity = ++Client.Identity;
        Begin(Node.ResumeSession(Client.User, connection, ClientIdentity.ByOffset, ""));
    }

    private void Resume(ClientIdentity identity, string offset)
    {
        connection.ResumingSince = world.Timeline.Now;
        world.Trace.Add("resuming", connection.Server.Slot, -1, Client.Number, world.Clients.Ledger.Describe(Client.User, offset));
        Begin(Node.ResumeSession(Client.User, connection, identity, offset));
    }

    private void BeginFresh()
    {
        connection.FreshSince = world.Timeline.Now;
        if (Client.Kind != ClientKind.Keyed)
        {
            Begin(Node.BeginSession(Client.User, connection, ClientIdentity.ByOffset));
            return;
        }

        var key = world.Clients.NewKey();
        connection.ToClient(() => Client.OnKey(key));
        Begin(Node.BeginSession(Client.User, connection, ClientIdentity.Keyed(key)));
    }

    private void Begin(MeshSession session)
    {
        session.Description = Description;
        connection.Session = session;
        world.Clients.Rooms.Enter(connection, session);
    }
}
