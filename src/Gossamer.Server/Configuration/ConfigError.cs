using Gossamer.Server.Logging;

namespace Gossamer.Server.Configuration;

/// <summary>What is wrong with a configuration, told in one line: where, what, and what to do.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Place">A key such as <c>servers[2].port</c>, or a line and column; null when the whole file is meant.</param>
/// <param name="Problem">What was found, without a full stop.</param>
/// <param name="Remedy">What to do about it, without a full stop.</param>
internal sealed record ConfigError(string File, string? Place, string Problem, string Remedy)
{
    public override string ToString() =>
        OneLine.Of(Place is null ? $"{File}: {Problem}. {Remedy}." : $"{File}: {Place}: {Problem}. {Remedy}.");
}
