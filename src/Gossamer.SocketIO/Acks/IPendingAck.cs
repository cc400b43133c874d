namespace Gossamer.SocketIO.Acks;

/// <summary>Somebody waits for a client's ACK.</summary>
internal interface IPendingAck
{
    /// <summary>The answer, a JSON array; valid during the call only.</summary>
    void Answered(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments);

    /// <summary>The client went away.</summary>
    void Disconnected();
}
