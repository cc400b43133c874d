namespace Gossamer.Server.Draining;

/// <summary>How a server stops.</summary>
internal sealed record DrainOptions
{
    /// <summary>Within how long clients are sent elsewhere and logs left to another server. Zero: clients are just closed.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.Zero;
}
