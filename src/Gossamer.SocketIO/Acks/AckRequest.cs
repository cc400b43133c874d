namespace Gossamer.SocketIO.Acks;

/// <summary>An event that asks for an answer, before it has the ack id by which that comes, and how the answer is read.</summary>
internal readonly record struct AckRequest<TAnswer>(Func<long, EncodedPacket> Encode, AnswerFormat<TAnswer> Answer);
