using Gossamer.Mesh;

namespace Gossamer.Server.Conversations;

/// <summary>A message as a conversation shows it.</summary>
/// <param name="Id">Its id, by which a repetition is known.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Text">What it says, as it was sent: whoever shows it takes control characters out.</param>
/// <param name="At">When the sender's server took it; of those that wait, when they were written.</param>
/// <param name="Receipt">What became of it; null for messages that this client did not send.</param>
internal sealed record ChatMessage(MessageId Id, string From, string Text, DateTimeOffset At, Receipt? Receipt = null);
