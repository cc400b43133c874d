namespace Gossamer.Server.Groups;

/// <summary>The bounds of rooms.</summary>
internal sealed record GroupOptions
{
    /// <summary>
    /// How many rooms all connections may be in together, each counted for each of its members, some 300 bytes; one address gets no more
    /// than it leaves free. How many one connection may be in is the mesh's (<see cref="Gossamer.Mesh.MeshOptions.MaxRoomsPerSession"/>).
    /// </summary>
    public int MaxMembershipsInAll { get; init; } = 200_000;

    /// <summary>How many members are told by name; of a room with more, their number only.</summary>
    public int MaxMembersTold { get; init; } = 1_000;

    /// <summary>How many rooms may be closed at a time.</summary>
    public int MaxClosed { get; init; } = 10_000;

    /// <summary>A client hears of who comes and goes at most once in this time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often other servers are told again of whose members clients here want to hear.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a server that was told so, and not again, tells its members.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);
}
