namespace Gossamer.Bench.Rooms;

/// <summary>Something did not arrive exactly once.</summary>
internal sealed class DeliveryException(string message) : Exception(message);
