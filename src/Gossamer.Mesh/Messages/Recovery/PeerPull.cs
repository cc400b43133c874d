namespace Gossamer.Mesh;

/// <summary>A pull of a peer, to be answered.</summary>
/// <param name="User">Whose stream is pulled.</param>
/// <param name="Session">The peer's number for its session; the answer bears it.</param>
/// <param name="Question">The session's number for the question; likewise.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Vouch">What was known of the client as the pull came.</param>
internal sealed record PeerPull(UserName User, ulong Session, uint Question, PullRequest Request, Vouch Vouch)
{
    internal (ulong Session, uint Question) Id => (Session, Question);
}
