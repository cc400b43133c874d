namespace Gossamer.Mesh;

/// <content>A server that stops: what it has goes to another (<see cref="LogHandoff"/>).</content>
internal sealed partial class MeshMessages
{
    private LogHandoff? _handoff;

    /// <summary>The server that has taken all of this one's; null before one has.</summary>
    internal NodeId? Successor => _handoff?.Successor;

    /// <summary>
    /// From now on this server counts no delivery; what it has goes to another server.
    /// </summary>
    /// <param name="done">Called once that one has all of it, and the sessions here have ended.</param>
    internal void BeginHandoff(Action done)
    {
        _isHandingOff = true;
        _handoff = new(this);
        _handoff.Begin(done);
    }

    /// <summary>All sessions end: another server has them.</summary>
    internal void EndSessions() => _streams.ForEach(stream =>
    {
        foreach (var session in stream.Sessions)
            session.LeaveTo(Successor);
    });
}
