using System.Buffers.Binary;
using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// What clients say in a room that some of them are in, in one schedule of three, and who got it. Each check that excuses something names
/// the fault that does.
/// </summary>
internal sealed class RoomLedger(World world, Crowd crowd)
{
    private readonly List<SaidInRoom> _said = [];
    private readonly HashSet<(Client, int)> _had = [];
    private readonly Dictionary<(ClientConnection, Client Sender, Server Origin), int> _last = [];

    internal static RoomName Room { get; } = RoomName.TryCreate("tea", out var room, out _) ? room : default;

    /// <summary>Whether there is a room in this schedule.</summary>
    internal bool IsOn { get; } = world.Seed % 3 == 1;

    internal int Said => _said.Count;

    private Plan Plan => crowd.Plan;

    private bool HasFaults => Plan.HasCuts || Plan.HasPauses || Plan.HasDrains || Plan.HasCrashes;

    /// <summary>Those known by a message's id are not: nobody can tell for certain which session was theirs.</summary>
    internal bool IsMember(Client client) => IsOn && client.Kind != ClientKind.ById && client.Number % 3 != 2;

    /// <summary>When what a copy is of was said, in true time; now, if it stands for what is lost.</summary>
    internal long SaidAt(in StreamEntry copy) =>
        copy.Frame.Length == 0 ? world.Timeline.Now : _said[-1 - BinaryPrimitives.ReadInt32LittleEndian(copy.Frame)].At;

    /// <summary>A session has begun: where the client comes from one that was in the room, it is in it already.</summary>
    internal void Enter(ClientConnection connection, MeshSession session)
    {
        var client = connection.Client;
        if (!IsMember(client) || session.IsIn(Room))
            return;
        _ = session.JoinAsync(Room);
        client.RoomSince = world.Timeline.Now;
        world.Trace.Add("r-join", connection.Server.Slot, -1, client.Number);
    }

    internal void Say(Client client)
    {
        if (client is { IsReady: true, Connection: { } connection } && IsMember(client))
            connection.ToServer(() => Accept(connection));
    }

    internal void Receive(Client client, ClientConnection connection, int index)
    {
        var said = _said[index];
        world.Trace.Add("r-got", connection.Server.Slot, -1, (client.Number * 100_000L) + index);
        ClientLedger.Require(
            IsMember(client), "room", $"client {client.Number} is not in the room, and got what was said there: {index}");
        var isFirst = _had.Add((client, index));
        ClientLedger.Require(isFirst || IsRepeatable(client, said), "room-once",
            $"client {client.Number} got what was said in the room twice: {index}");
        CheckOrder(client, connection, said);
        client.OnCameLate(said.At);
    }

    /// <summary>Whoever was in the room got it.</summary>
    internal void Close()
    {
        foreach (var said in _said)
            foreach (var client in crowd.All)
                ClientLedger.Require(
                    _had.Contains((client, said.Index)) || !WasThere(client, said) || IsExcused(client, said), "room-all",
                    $"client {client.Number} was in the room since {TimeSpan.FromTicks(client.RoomSince ?? 0)}, and never got "
                    + $"{said.Index}, said at {said.Origin} at {TimeSpan.FromTicks(said.At)}");
    }

    private void Accept(ClientConnection connection)
    {
        var server = connection.Server;
        if (connection.Session is not { } session || !connection.IsOpenAtServer || !server.IsLive || !session.IsIn(Room))
            return;
        var said = new SaidInRoom(_said.Count, connection.Client, server, world.Timeline.Now);
        _said.Add(said);
        world.Trace.Add("r-said", server.Slot, -1, said.Index);
        var frame = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, -1 - said.Index);
        var id = new MessageId("r" + said.Index.ToString(CultureInfo.InvariantCulture));
        var message = new RoomMessage(id, connection.Client.User, Room, frame) { At = server.Clock.GetUtcNow().ToUnixTimeMilliseconds() };
        _ = server.Node.PublishAsync(message, CancellationToken.None).AsTask();
    }

    /// <summary>It joined so long before that every server that could be reached knew.</summary>
    private bool WasThere(Client client, SaidInRoom said) =>
        client.RoomSince is { } since && since + TimeSpan.FromSeconds(HasFaults ? 20 : 2).Ticks < said.At;

    private static bool IsExcused(Client client, SaidInRoom said) =>
        client.Book.ToldAt >= said.At || said.Origin.HasCrashed;

    /// <summary>
    /// Only the server that gave the client a copy knows that it did: where that is dead, or has not answered, another may give it its own.
    /// </summary>
    private bool IsRepeatable(Client client, SaidInRoom said) => client.Book.ToldAt >= said.At
        || Plan.HasCuts || Plan.HasPauses || client.Servers.Any(static server => server.HasCrashed || server.SuccessorHasCrashed);

    /// <summary>
    /// By one connection, what one sender says at one server comes in order; not checked where a link may give something up.
    /// </summary>
    private void CheckOrder(Client client, ClientConnection connection, SaidInRoom said)
    {
        if (Plan.HasCuts || Plan.HasPauses || Plan.HasDrains || world.Setting.LogEntries < 1_000 || connection.ResumingSince is not null)
            return;
        var key = (connection, said.Sender, said.Origin);
        ClientLedger.Require(
            _last.GetValueOrDefault(key, -1) < said.Index, "room-order",
            $"client {client.Number} got {said.Index} of client {said.Sender.Number} after {_last.GetValueOrDefault(key)}");
        _last[key] = said.Index;
    }
}
