namespace Gossamer.SocketIO;

/// <summary>Which servers did what they were asked for.</summary>
/// <param name="Servers">How many did, this one included.</param>
/// <param name="Missing">What the adapter calls those that did not confirm it in time; they may have done it.</param>
public sealed record ServersReached(int Servers, IReadOnlyList<string> Missing)
{
    /// <summary>This server alone.</summary>
    public static ServersReached One { get; } = new(1, []);

    /// <summary>Whether all servers did.</summary>
    public bool IsComplete => Missing.Count == 0;
}
