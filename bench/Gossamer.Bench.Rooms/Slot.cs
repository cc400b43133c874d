namespace Gossamer.Bench.Rooms;

/// <summary>A place for one message that is under way. When all members of its room have it, the next takes the place.</summary>
internal sealed class Slot(int index)
{
    private int _number;
    private int _missing;
    private int _turn;

    public int Index { get; } = index;

    /// <summary>Begins the next message.</summary>
    /// <returns>Its number; each is used once.</returns>
    public int Begin(int members)
    {
        Volatile.Write(ref _missing, members);
        return Interlocked.Increment(ref _number);
    }

    /// <summary>The rooms in turn, of which all slots together serve each.</summary>
    public int NextRoom(Shape shape) => (Index + (_turn++ * shape.InFlight)) % shape.Rooms;

    /// <returns>How many members still lack the message; negative: it should not have come, or not again.</returns>
    public int Arrived(int number) => number == Volatile.Read(ref _number) ? Interlocked.Decrement(ref _missing) : -1;
}
