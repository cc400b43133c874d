namespace Gossamer.Server.Logging;

/// <summary>What lines of the log have in common that say the same of different things.</summary>
internal readonly record struct LineKind(string Category, int Id, string? Name);
