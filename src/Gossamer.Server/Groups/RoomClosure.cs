using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>An operator's word on a room.</summary>
/// <param name="Room">The room.</param>
/// <param name="IsClosed">Nobody may be in it; otherwise it is open again.</param>
/// <param name="At">When that was said.</param>
internal readonly record struct RoomClosure(RoomName Room, bool IsClosed, DateTimeOffset At);
