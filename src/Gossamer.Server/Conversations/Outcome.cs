namespace Gossamer.Server.Conversations;

/// <summary>What is known of a message of one's own.</summary>
internal enum Outcome
{
    /// <summary>It waits for a connection, or for its receipt.</summary>
    Waiting,

    /// <summary>Connections of the recipient have it, or get it.</summary>
    Delivered,

    /// <summary>The recipient has no connection anywhere. Whoever comes back soon gets it all the same.</summary>
    Nobody,

    /// <summary>The server refused it; it reached nobody.</summary>
    Refused,

    /// <summary>No server confirmed it in time; it may have arrived.</summary>
    Unknown,
}
