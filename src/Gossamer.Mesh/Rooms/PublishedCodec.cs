using Google.Protobuf;
using Gossamer.Mesh.Wire.RoomMessages;

namespace Gossamer.Mesh;

/// <summary>A message to a room to the message of rooms.proto and back.</summary>
internal static class PublishedCodec
{
    private const int MaxIdLength = 1_024; // as of forwards

    internal static Published Encode(RoomMessage message) => new()
    {
        Id = message.Id.Value,
        From = message.From.Value,
        Room = message.Room.Value,
        Frame = UnsafeByteOperations.UnsafeWrap(message.Frame),
        At = message.At,
    };

    /// <summary>Null when it names no user or room, or has no frame or an id that is too long.</summary>
    internal static RoomMessage? Decode(Published published) =>
        published.Id.Length is > 0 and <= MaxIdLength && !published.Frame.IsEmpty
            && UserName.TryTakeExact(published.From, out var from) && RoomName.TryTakeExact(published.Room, out var room)
            ? new(new(published.Id), from, room, published.Frame.ToByteArray()) { At = published.At }
            : null;
}
