using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Where the answer to one event goes: to the client's acknowledgement callback if it gave one; otherwise a refusal becomes a
/// <c>rejected</c> event and success stays silent, as clients of the old system expect. Each refusal is counted.
/// </summary>
/// <param name="connection">Who sent the event.</param>
/// <param name="eventName">The event.</param>
/// <param name="acknowledgement">The client's callback, or null.</param>
/// <param name="metrics">Counts what is refused.</param>
internal readonly struct Reply(IConnection connection, string eventName, IAcknowledgement? acknowledgement, LimitMetrics metrics)
{
    /// <summary>The client waits for an answer.</summary>
    public bool IsWanted => acknowledgement is not null;

    /// <summary>Answers with a JSON array, if an answer is wanted.</summary>
    public void Accept(ReadOnlySpan<byte> utf8JsonArray) => acknowledgement?.Send(utf8JsonArray);

    /// <summary>The same with an answer that says itself that a part is refused.</summary>
    public void AcceptInPart(ReadOnlySpan<byte> utf8JsonArray, RefusalCode refused)
    {
        metrics.Refused(eventName, refused.Value);
        Accept(utf8JsonArray);
    }

    /// <summary>
    /// <code>[{"error":{"code":"...","message":"..."}}]</code> or
    /// <code>42["rejected",{"event":"im","code":"...","message":"...","id":"..."}]</code>
    /// </summary>
    /// <param name="refusal">What was wrong.</param>
    /// <param name="id">The message that was refused, when it got as far as having an id.</param>
    public void Refuse(Refusal refusal, MessageId? id = null)
    {
        metrics.Refused(eventName, refusal.Code.Value);
        if (acknowledgement is not null)
            acknowledgement.Send(Error(refusal));
        else
            connection.Send(EncodedPacket.FromFrame(Rejected(refusal, id)));
    }

    private static byte[] Error(Refusal refusal) => Write(
        JsonOutput.Begin().Raw("""[{"error":{"code":"""u8), refusal).Raw("}}]"u8).Take();

    private byte[] Rejected(Refusal refusal, MessageId? id)
    {
        var output = Write(
            JsonOutput.Begin().Raw("""42["rejected",{"event":"""u8).Text(eventName).Raw(""","code":"""u8), refusal);
        if (id is { } known)
            output.Raw(""","id":"""u8).Text(known.Value);
        return output.Raw("}]"u8).Take();
    }

    /// <summary>From the code on.</summary>
    private static JsonOutput Write(JsonOutput output, Refusal refusal)
    {
        output.Text(refusal.Code.Value).Raw(""","message":"""u8).Text(refusal.Message);
        return refusal.Connections is { } connections ? output.Raw(""","connections":"""u8).Number(connections) : output;
    }
}
