namespace Gossamer.Server.Http;

/// <summary>An answer to whoever may not.</summary>
internal readonly record struct OperatorRefusal(int Status, string Code, string Message);
