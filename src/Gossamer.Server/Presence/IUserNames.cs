namespace Gossamer.Server.Presence;

/// <summary>The names of all users of the mesh; the mesh's directory behind it in production.</summary>
internal interface IUserNames
{
    /// <summary>Changes with every change of the set of names.</summary>
    long Version { get; }

    /// <summary>Each name once, in UTF-16 code-unit order.</summary>
    string[] ToSorted();
}
