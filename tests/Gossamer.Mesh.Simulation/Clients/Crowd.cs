using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>All clients of a run, their connections, and the ledger of what they sent and got.</summary>
internal sealed class Crowd
{
    private readonly World _world;
    private readonly List<ClientConnection> _connections = [];
    private readonly Dictionary<string, ClientConnection> _byKey = new(StringComparer.Ordinal);
    private int _numbers;
    private int _keys;

    internal Crowd(World world)
    {
        _world = world;
        Ledger = new(world, this);
        Rooms = new(world, this);
    }

    internal Plan Plan { get; set; } = null!;

    internal ClientLedger Ledger { get; }

    internal RoomLedger Rooms { get; }

    internal List<Client> All { get; } = [];

    /// <summary>A server stopped while no other could take what it had: as if it had died.</summary>
    internal bool HadDrainWithoutSuccessor { get; set; }

    /// <summary>A server that had left the mesh has come into it again.</summary>
    internal bool HadMemberReturn { get; set; }

    /// <summary>How many servers died.</summary>
    internal int Crashes { get; private set; }

    internal int NextNumber() => ++_numbers;

    internal string NewKey() => "key" + (++_keys).ToString(CultureInfo.InvariantCulture);

    internal void Open(ClientConnection connection)
    {
        _connections.RemoveAll(static c => c is { IsOpenAtServer: false, IsOpenAtClient: false });
        _connections.Add(connection);
    }

    internal IEnumerable<ClientConnection> ConnectionsTo(Server server) => _connections.Where(c => c.Server == server).ToArray();

    /// <summary>The client's connection that the session is or was of; null for one that was left here and is not known by its
    /// key.</summary>
    internal ClientConnection? ConnectionOf(Session session) =>
        session.Start.Outlet as ClientConnection ?? _byKey.GetValueOrDefault(session.Key.Value ?? "");

    internal void Know(Session session)
    {
        if (session.Start.Outlet is ClientConnection connection && !session.Key.IsNone)
            _byKey[session.Key.Value] = connection;
    }

    internal void OnBegin(ClientConnection connection) => Ledger.CheckBegin(connection);

    /// <summary>A life answers a session.</summary>
    internal void OnAnswered(Session session, PullAnswer answer)
    {
        if (session.Start.Outlet is not ClientConnection connection)
            return;
        connection.Answers.Add((answer.Life, _world.Timeline.Now));
        foreach (var entry in answer.Entries)
            connection.Client.OnCameLate(Ledger.AcceptedAt(entry));
    }

    internal void OnTold(Client client)
    {
        client.Book.ToldAt = _world.Timeline.Now;
        Ledger.CheckTold(client);
    }

    internal void OnReceived(
        Client client, ClientConnection connection, int number, string offset, SentAt sent) =>
        Ledger.Receive(client, connection, number, offset, sent);

    /// <summary>A process has died: its sockets are closed by its machine, unless that died too.</summary>
    internal void OnDeath(Server server, bool withHost, Dice dice)
    {
        Crashes++;
        foreach (var connection in ConnectionsTo(server))
        {
            connection.Break(clientNotices: false, TimeSpan.Zero);
            var wait = withHost ? dice.Seconds(0, 6) : dice.Seconds(0, 0.1);
            _world.Lane.After(wait.Ticks, () => connection.Client.OnLost(connection));
        }
    }
}
