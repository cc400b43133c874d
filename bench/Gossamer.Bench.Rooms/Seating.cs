namespace Gossamer.Bench.Rooms;

/// <summary>Who is in which room: the same at every cluster. Rooms have numbers, those of one shape behind those of another.</summary>
internal sealed class Seating
{
    public const int Servers = 4;
    public const int Connections = 2_000;

    private readonly List<int>[] _roomsOf = [.. Enumerable.Range(0, Connections).Select(static _ => new List<int>())];
    private readonly List<int> _senders = [];
    private readonly Dictionary<Shape, int> _first = [];

    public Seating(IEnumerable<Shape> shapes)
    {
        foreach (var shape in shapes)
            Seat(shape);
    }

    /// <summary>How many rooms there are in all.</summary>
    public int Rooms => _senders.Count;

    /// <summary>Which server a connection is at.</summary>
    public static int ServerOf(int connection) => connection % Servers;

    /// <summary>The number of a shape's first room.</summary>
    public int FirstOf(Shape shape) => _first[shape];

    public IReadOnlyList<int> RoomsOf(int connection) => _roomsOf[connection];

    /// <summary>The member that sends to the room. Those of all rooms are spread over all servers.</summary>
    public int SenderTo(int room) => _senders[room];

    /// <summary>
    /// Four connections in a row are one of each server. Where a connection is in many rooms, the rows are shuffled before each time
    /// around, so that it meets others in each.
    /// </summary>
    private void Seat(Shape shape)
    {
        _first[shape] = Rooms;
        var random = new Random(shape.Members);
        var rows = Enumerable.Range(0, Connections / Servers).ToArray();
        for (var room = 0; room < shape.Rooms; room++)
        {
            var start = room * shape.Members % Connections;
            if (start == 0)
                random.Shuffle(rows);
            var members = Enumerable.Range(start, shape.Members)
                .Select(seat => (rows[seat / Servers] * Servers) + (seat % Servers)).ToArray();
            foreach (var member in members)
                _roomsOf[member].Add(Rooms);
            _senders.Add(members.First(member => ServerOf(member) == room % Servers));
        }
    }
}
