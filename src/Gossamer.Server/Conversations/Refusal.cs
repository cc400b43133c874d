namespace Gossamer.Server.Conversations;

/// <summary>Why a server refused something: <c>{code, message}</c>.</summary>
internal sealed record Refusal(string Code, string Message);
