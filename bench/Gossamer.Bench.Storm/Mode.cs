namespace Gossamer.Bench.Storm;

/// <summary>What the clients ask for with <c>identify</c>.</summary>
internal enum Mode
{
    List,
    Changes,
    Watched,
}
