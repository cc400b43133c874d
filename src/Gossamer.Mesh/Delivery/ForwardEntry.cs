namespace Gossamer.Mesh;

/// <summary>A message on a link that awaits its receipt; <c>default</c> once settled.</summary>
internal readonly record struct ForwardEntry(Envelope Message, PendingDelivery Pending, long Since, int Bytes)
{
    internal bool IsSettled => Message is null;
}
