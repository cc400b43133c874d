namespace Gossamer.Mesh;

/// <summary>All users of this server as of one version. Immutable; shared by the links that send it.</summary>
internal sealed record PresenceSnapshot(ulong Version, KeyValuePair<UserName, int>[] Users);
