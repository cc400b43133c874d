namespace Gossamer.Bench.Engines;

/// <summary>Over what servers reach each other.</summary>
internal enum Engine
{
    Direct,
    Nats,
}
