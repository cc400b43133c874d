using Gossamer.Mesh;
using Gossamer.Server.Identity;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Whether a client may come back to where it says that it was. Where servers know who it is, whoever may be that user may; where names are
/// as given, only who brings the tag with which a server sent the offset (ADR 14).
/// </summary>
internal sealed class ReturnGuard(IUserAccess access, TagSecrets secrets, TimeProvider time)
{
    /// <summary>
    /// For how long a secret is waited for that may be on its way: as long as a session that resumes waits for other servers. A server that
    /// has just started waits for longer (<see cref="TagSecrets.YoungFor"/>): it learns those of its former lives from its first links.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Offsets are sent with tags, and taken with none else.</summary>
    public bool DemandsTags => access.IsOpen;

    /// <summary>What a user's offsets are sent with; null: nothing.</summary>
    public OffsetTag? TagFor(UserName user) => DemandsTags ? OffsetTag.For(user, secrets.Own) : null;

    /// <summary>The offset without its tag; null when it is not to be believed.</summary>
    /// <param name="user">Who the client is.</param>
    /// <param name="text">What it brought.</param>
    public async ValueTask<string?> AdmitAsync(UserName user, string text)
    {
        var (offset, tag) = OffsetTag.Split(text);
        if (!DemandsTags)
            return offset;
        if (tag is null || !MeshNode.IsOffset(user, offset))
            return null;
        var began = time.GetTimestamp();
        while (true)
        {
            var told = secrets.Told; // before the look: what is told in between is not missed
            if (secrets.Verify(user, offset, tag))
                return offset;
            var rest = Patience - time.GetElapsedTime(began);
            if (secrets.YoungFor is var young && young > rest)
                rest = young;
            if (rest <= TimeSpan.Zero || !await IsDoneWithinAsync(told, rest))
                return null;
        }
    }

    private async ValueTask<bool> IsDoneWithinAsync(Task told, TimeSpan rest)
    {
        try
        {
            await told.WaitAsync(rest, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
