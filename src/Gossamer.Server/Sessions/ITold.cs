using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Who gets what another server tells of a session: first what it had, then what still comes there, then the end.</summary>
internal interface ITold
{
    /// <summary>A message that the other server got, or had kept.</summary>
    void Tell(EncodedPacket packet);

    /// <summary>
    /// One that is not told, since it came late there: its sender knows that it may not have come. Should it come directly, it comes before
    /// what is told after this.
    /// </summary>
    void KeepPlace(EncodedPacket packet);

    /// <summary>The other server gets no more.</summary>
    void End();
}
