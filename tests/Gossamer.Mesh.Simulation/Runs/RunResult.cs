namespace Gossamer.Mesh.Simulation;

/// <summary>What came of one seed.</summary>
internal sealed record RunResult
{
    public ulong Seed { get; init; }

    public int Nodes { get; init; }

    /// <summary>The number of servers, when it was not the seed that chose it.</summary>
    public int? NodesAsked { get; init; }

    /// <summary>Whether it was one of clients that come back.</summary>
    public bool IsOfClients { get; init; }

    /// <summary>Whether frames were lost, swapped and doubled within living links.</summary>
    public bool IsHostile { get; init; }

    public Violation? Violation { get; init; }

    /// <summary>Equal for two runs in which the same happened.</summary>
    public ulong Sum { get; init; }

    public IReadOnlyList<string> LastEvents { get; init; } = [];

    /// <summary>How long after the last fault all directories were true for good.</summary>
    public TimeSpan Directories { get; init; }

    public TimeSpan DirectoriesBound { get; init; }

    /// <summary>How long after the last fault all links were up for good.</summary>
    public TimeSpan Links { get; init; }

    public TimeSpan LinksBound { get; init; }

    public long Events { get; init; }

    public TimeSpan Virtual { get; init; }

    public int Messages { get; init; }

    public int Delivered { get; init; }
}
