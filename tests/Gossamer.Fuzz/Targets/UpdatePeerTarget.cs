using System.Text;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Fuzz.Targets;

/// <summary>What a server of the old system says of its users, inside a packet that was found to be JSON.</summary>
internal sealed class UpdatePeerTarget() : FuzzTarget(
    "update-peer", "{\"peerId\":\"old-1\",\"list\":[{\"id\":\"Anna\",\"connections\":2},{\"id\":\"Billy\",\"connections\":1}]}",
    "{\"peerId\":\"old-1\",\"user\":{\"id\":\"Anna\",\"connections\":0}}", "{\"peerId\":\"old-1\",\"list\":[]}")
{
    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[] { "\"peerId\"", "\"list\"", "\"user\"", "\"id\"", "\"connections\"", "-1", "2147483648" }
            .Select(Encoding.Latin1.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        byte[] packet = [.. "[\"update_peer\","u8, .. input, .. "]"u8];
        if (!JsonText.IsValid(packet) || !TryRead(packet, out var update))
            return;
        foreach (var (user, connections) in update!.Users)
            FuzzFailure.Unless(
                connections >= 0 && UserName.TryTakeExact(user.Value, out _) && (connections > 0 || !update.IsList),
                "a user was taken that cannot be");
    }

    private static bool TryRead(byte[] packet, out UpdatePeer? update)
    {
        var arguments = new Utf8JsonReader(packet);
        arguments.Read();
        arguments.Read();
        return UpdatePeer.TryRead(ref arguments, out update);
    }
}
