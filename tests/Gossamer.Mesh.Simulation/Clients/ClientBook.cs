namespace Gossamer.Mesh.Simulation;

/// <summary>What one client got, in order, and what it was told to have missed.</summary>
internal sealed class ClientBook
{
    private readonly HashSet<int> _had = [];

    internal List<int> Received { get; } = [];

    /// <summary>When its user's stream began for it, in true time.</summary>
    internal long Since { get; private set; } = long.MaxValue;

    /// <summary>When it was last told that something may be missing; null: never.</summary>
    internal long? ToldAt { get; set; }

    internal void BeginFresh(long since) => Since = Math.Min(Since, since);

    internal bool Has(int number) => _had.Contains(number);

    /// <returns>False: it had it already.</returns>
    internal bool Add(int number)
    {
        Received.Add(number);
        return _had.Add(number);
    }
}
