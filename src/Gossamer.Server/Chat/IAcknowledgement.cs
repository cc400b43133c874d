namespace Gossamer.Server.Chat;

/// <summary>A client's wait for the answer to one event.</summary>
internal interface IAcknowledgement
{
    /// <summary>Sends the answer, a JSON array. Only the first call counts; a connection that is gone swallows it.</summary>
    void Send(ReadOnlySpan<byte> utf8JsonArray);
}
