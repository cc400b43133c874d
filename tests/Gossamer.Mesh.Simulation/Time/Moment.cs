namespace Gossamer.Mesh.Simulation;

/// <summary>
/// When an event happens: its time, then the lane it belongs to (a link's direction, a server's timers), then its number in
/// that lane. So the order never hangs on who was asked first, which a table with hashed keys would decide by chance.
/// </summary>
internal readonly record struct Moment(long Time, long Lane, long Number) : IComparable<Moment>
{
    public int CompareTo(Moment other)
    {
        if (Time != other.Time)
            return Time < other.Time ? -1 : 1;
        if (Lane != other.Lane)
            return Lane < other.Lane ? -1 : 1;
        return Number.CompareTo(other.Number);
    }

    public static bool operator <(Moment left, Moment right) => left.CompareTo(right) < 0;

    public static bool operator >(Moment left, Moment right) => left.CompareTo(right) > 0;

    public static bool operator <=(Moment left, Moment right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Moment left, Moment right) => left.CompareTo(right) >= 0;
}
