namespace Gossamer.SocketIO.Acks;

/// <summary>An event that asks for an answer, before it has the ack id by which that comes, and how the answer is read.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Encode">Writes it with its ack id; without one where each server asks by one of its own.</param>
/// <param name="Answer">How the answer is read.</param>
internal readonly record struct AckRequest<TAnswer>(string Name, Func<long?, EncodedPacket> Encode, AnswerFormat<TAnswer> Answer);
