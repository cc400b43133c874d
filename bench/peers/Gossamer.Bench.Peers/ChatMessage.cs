namespace Gossamer.Bench.Peers;

internal sealed record ChatMessage(string From, string Text, string? To = null, string? Room = null);
