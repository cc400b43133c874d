using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <summary>What all parts of one node share.</summary>
internal sealed record MeshContext(
    MeshOptions Options,
    Incarnation Incarnation,
    IMeshTransport Transport,
    ILocalDelivery Local,
    DeliveryDeduplicator Deduplicator,
    TimeProvider Time,
    Random Jitter,
    ILogger Log,
    UserDirectory Directory,
    LocalPresence Presence)
{
    internal NodeId Self => Options.Id;
}
