namespace Gossamer.Server.Configuration;

/// <summary>What is wrong with one value, and what would be right. Neither with a full stop.</summary>
internal readonly record struct ConfigFault(string Problem, string Remedy);
