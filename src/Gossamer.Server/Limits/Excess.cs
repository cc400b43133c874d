namespace Gossamer.Server.Limits;

/// <summary>What came too fast.</summary>
/// <param name="Kind">What.</param>
/// <param name="Scope">Whose limit refused it; none: it did not come too fast.</param>
/// <param name="Limit">That limit.</param>
/// <param name="IsPersistent">The connection was told of it and went on for longer than patience lasts.</param>
internal readonly record struct Excess(EventKind Kind, LimitScope Scope, RateLimit Limit, bool IsPersistent);
