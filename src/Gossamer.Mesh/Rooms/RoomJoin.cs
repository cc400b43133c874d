namespace Gossamer.Mesh;

/// <summary>What became of a session's joining a room.</summary>
public enum RoomJoin
{
    /// <summary>The session is in the room.</summary>
    Joined,

    /// <summary>The session is in as many rooms as it may be (<see cref="MeshOptions.MaxRoomsPerSession"/>).</summary>
    TooMany,

    /// <summary>The session has ended.</summary>
    Ended,
}
