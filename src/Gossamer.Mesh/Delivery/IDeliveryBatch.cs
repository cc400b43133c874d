namespace Gossamer.Mesh;

/// <summary>
/// Gathers what an application sends to its clients while a frame of a link, which may hold many messages, is worked off: so that what
/// those put on one connection leaves in one write. Register one with the services, or give it to the node; without one each message goes
/// its own way.
/// </summary>
public interface IDeliveryBatch
{
    /// <summary>
    /// A frame is about to be worked off on this thread. Must not throw.
    /// </summary>
    /// <returns>True: <see cref="End"/> is called when it has been, on this thread and outside of the mesh's locks.</returns>
    bool TryBegin();

    /// <summary>The frame has been worked off: what was gathered goes out. Must not throw.</summary>
    void End();
}
