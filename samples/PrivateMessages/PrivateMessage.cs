namespace PrivateMessages;

/// <summary>A message between two users, by their ids.</summary>
internal sealed record PrivateMessage(string From, string To, string Text, DateTimeOffset At);
