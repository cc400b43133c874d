namespace Gossamer.Server.Chat;

/// <summary>Why something was refused: a code for programs, a sentence for people.</summary>
internal readonly record struct Refusal(RefusalCode Code, string Message);
