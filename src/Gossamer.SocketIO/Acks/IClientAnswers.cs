namespace Gossamer.SocketIO;

/// <summary>Takes what clients answer to a broadcast, for <see cref="Adapter.BroadcastWithAckAsync"/>. Called from any thread.</summary>
public interface IClientAnswers
{
    /// <summary>So many more are asked.</summary>
    /// <param name="clients">How many; 0 or more.</param>
    void Asked(int clients);

    /// <summary>One of them has answered.</summary>
    /// <param name="utf8JsonArray">The answer's arguments as a JSON array, as UTF-8; valid during the call only.</param>
    /// <param name="attachments">The bytes behind the placeholders in it, by number; they must not change any more.</param>
    void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments);
}
