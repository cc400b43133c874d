using Gossamer.Mesh;

namespace Gossamer.Server.Conversations;

/// <summary>A message that has no receipt yet. It goes again, under its id, on each new connection.</summary>
/// <param name="Id">By which servers know a repetition.</param>
/// <param name="To">For whom.</param>
/// <param name="Text">What it says.</param>
/// <param name="FirstSent">When it went out for the first time; null: not yet.</param>
/// <param name="Sent">When it went out on this connection; null: not yet.</param>
internal sealed record OutgoingMessage(
    MessageId Id, ConversationId To, string Text, DateTimeOffset? FirstSent = null, DateTimeOffset? Sent = null);
