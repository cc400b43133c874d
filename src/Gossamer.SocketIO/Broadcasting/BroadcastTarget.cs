using System.Collections.Immutable;

namespace Gossamer.SocketIO;

/// <summary>Who a broadcast is for.</summary>
/// <param name="Rooms">Rooms whose members get it, each once; empty: everybody in the namespace. A socket's id is a room of its
/// own.</param>
/// <param name="Except">Rooms whose members do not get it.</param>
public sealed record BroadcastTarget(ImmutableHashSet<string> Rooms, ImmutableHashSet<string> Except)
{
    /// <summary>Everybody.</summary>
    public static BroadcastTarget All { get; } = new(
        ImmutableHashSet.Create<string>(StringComparer.Ordinal), ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Whether it may be dropped for receivers that are not ready to take it at this moment.</summary>
    public bool Volatile { get; init; }

    /// <summary>Whether it may be compressed on its way, where that is on.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether receivers on this server alone are meant.</summary>
    public bool Local { get; init; }

    /// <summary>Rooms whose members get it, each once; empty: everybody in the namespace. A socket's id is a room of its own.</summary>
    public ImmutableHashSet<string> Rooms
    {
        get;
        init
        {
            field = value;
            OnlyRoom = First(value);
        }
    } = Rooms;

    /// <summary>The room, when there is just one.</summary>
    internal string? OnlyRoom { get; private init; } = First(Rooms);

    private static string? First(ImmutableHashSet<string> rooms) => rooms.Count == 1 ? rooms.First() : null;
}
