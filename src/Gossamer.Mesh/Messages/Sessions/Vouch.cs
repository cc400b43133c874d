namespace Gossamer.Mesh;

/// <summary>What a server says of a client that is back, by the key of the session that it comes from.</summary>
/// <param name="IsKnown">
/// It had that session within the retention, and can rule out that messages were lost without a trace.
/// </param>
/// <param name="FormerKey">
/// It had that session, but nobody has vouched for it yet: by this key of the one before it others may. None: that is not so.
/// </param>
internal readonly record struct Vouch(bool IsKnown, SessionKey FormerKey)
{
    internal static Vouch Known => new(true, SessionKey.None);

    internal Vouch Or(Vouch other) => IsKnown || other.IsKnown ? Known : new(false, FormerKey.IsNone ? other.FormerKey : FormerKey);
}
