namespace Gossamer.Mesh;

/// <content>
/// Whether the server is still one of the mesh: <c>Member -(not listed)-> Leaving -(gone)-> Left -(silent for the reach of an
/// offset)-> Forgotten</c>; listed again, it is a member again, but for one that is forgotten.
/// </content>
internal sealed partial class Peer
{
    private bool _isMember = true;
    private bool _isForgotten;

    /// <summary>Discovery lists it.</summary>
    internal bool IsMember => Volatile.Read(ref _isMember);

    /// <summary>Discovery lists it again, or no more. What is linked stays linked.</summary>
    internal void SetMember(bool isMember)
    {
        using (_gate.EnterScope())
        {
            Volatile.Write(ref _isMember, isMember);
            ApplyMembership();
        }
    }

    /// <summary>
    /// Nothing is left of it that anybody could ask for: it is not listed, and so long silent that no client's offset names it any more.
    /// </summary>
    /// <returns>False: it is to be kept. True: it takes no link from now on.</returns>
    internal bool TryForget()
    {
        using (_gate.EnterScope())
        {
            var reach = TimeSpan.FromMilliseconds(_context.Messages.Times.OffsetReach);
            if (_isMember || _incoming is not null || IsThere || _context.Time.GetElapsedTime(_unheardSince) < reach)
                return false;
            return _isForgotten = true;
        }
    }

    /// <summary>Links are opened to members, and to others as long as they are there. Under the peer's lock.</summary>
    private void ApplyMembership() => Outgoing.SetWanted(_isMember || IsThere);
}
