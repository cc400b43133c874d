using Gossamer.SocketIO.Redis.Wire;

namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What the clients of this server answer to another one's question, on its way there: one message for each, as in Node.</summary>
/// <param name="id">The question's.</param>
/// <param name="publish">Publishes an answer, in the order of the calls.</param>
internal sealed class ClientsAnswer(string id, Action<byte[]> publish) : IClientAnswers
{
    public void Asked(int clients) => publish(ClientQuestionCodec.EncodeCount(id, clients));

    public void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        if (ClientQuestionCodec.EncodeAnswer(id, utf8JsonArray.Span, attachments) is { } answer)
            publish(answer);
    }
}
