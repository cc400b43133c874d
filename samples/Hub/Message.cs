namespace Gossamer.Samples.Hubs;

/// <summary>A message, to a room or to one user.</summary>
public sealed record Message(string? Room, string From, string Text);
