namespace Gossamer.Mesh.Simulation;

/// <summary>One acceptance of a message by one life of a server.</summary>
internal sealed class Sending(SentMessage message, Server origin, long at, ClientConnection connection)
{
    internal SentMessage Message => message;

    internal Server Origin => origin;

    /// <summary>In true time.</summary>
    internal long At => at;

    internal ClientConnection Connection => connection;

    internal Task<DeliveryOutcome> Outcome { get; set; } = null!;

    /// <summary>Its number at the origin; 0: a repetition that the origin knew, and did not number.</summary>
    internal ulong Stamp { get; set; }
}
