namespace Gossamer.Mesh;

/// <summary>What the server that accepted a message gave it.</summary>
/// <param name="Number">Its number among all that this life of the server accepted; 0: not numbered yet.</param>
/// <param name="PreviousFrom">The number of the server's previous message that concerned the sender; 0: none lately.</param>
/// <param name="PreviousTo">The same for the recipient.</param>
/// <param name="Key">Sender and id; none when the sender does not repeat it.</param>
/// <param name="IdHash">A hash of the id.</param>
internal readonly record struct MessageStamp(ulong Number, ulong PreviousFrom, ulong PreviousTo, MessageKey Key, uint IdHash)
{
    /// <summary>More than any server accepts in its life.</summary>
    internal const ulong MaxNumber = (1UL << 48) - 1;

    /// <summary>A copy for safety: to be logged where it arrives although neither user has a session there.</summary>
    internal bool IsKept { get; init; }

    /// <summary>The key is what another server says it is, not made here.</summary>
    internal bool IsKeyTold { get; init; }

    /// <inheritdoc cref="StreamEntry.IsForThisServerOnly"/>
    internal bool IsForThisServerOnly { get; init; }
}
