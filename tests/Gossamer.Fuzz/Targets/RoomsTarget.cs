using Google.Protobuf;
using Gossamer.Mesh;
using Gossamer.Mesh.Wire.RoomMessages;

namespace Gossamer.Fuzz.Targets;

/// <summary>What other servers publish in rooms: what is taken of it is what a server can have sent.</summary>
internal sealed class RoomsTarget() : FuzzTarget("rooms")
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new RoomsMessage[]
        {
            new()
            {
                Published = new() { Id = "1", From = "Anna", Room = "tea", At = 1_767_225_600, Frame = ByteString.CopyFromUtf8("42[]") },
            },
            new() { Published = new() { Id = "1", From = "Anna", Room = "tea", Frame = ByteString.CopyFromUtf8("4"), Moved = { "pid" } } },
            new() { Joined = new() { Keys = { "AAAAAAAAAAAA", "too short" } } },
            new() { Lost = new() { Room = "tea" } },
        }.Select(static message => message.ToByteArray()),
    ];

    public override void Run(byte[] input)
    {
        RoomsMessage message;
        try
        {
            message = RoomsMessage.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }

        if (message.Published is { } published && PublishedCodec.Decode(published) is { } taken)
        {
            FuzzFailure.Unless(taken.Entry() is { Room: > 0, IsForThisServerOnly: true, Key.IsNone: false }, "a copy without room or key");
            FuzzFailure.Unless(PublishedCodec.Decode(PublishedCodec.Encode(taken)) is { } again && again.Id == taken.Id
                && again.From == taken.From && again.Room == taken.Room, "what was written reads differently");
        }

        foreach (var key in message.Joined?.Keys ?? [])
            FuzzFailure.Unless(!RoomKey.TryRead(key, out var room) || room.ToString() == key, "a key is another one");
    }
}
