using System.Text;

namespace Gossamer.Fuzz.Targets;

/// <summary>Something that takes bytes from the network: it must refuse or take them, throw nothing, and mean the same both ways.</summary>
internal abstract class FuzzTarget(string name, params string[] seeds)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new PacketTarget(),
        new MessagePackTarget(),
        PayloadTarget.V4(),
        PayloadTarget.V3Text(),
        PayloadTarget.V3Binary(),
        new BinaryFrameTarget(),
        new WebSocketTarget(),
        new JsonTarget(),
        new ConnectPayloadTarget(),
        new OldTextTarget(),
        new MeshFrameTarget(),
        new UpdatePeerTarget(),
        new RecoveryTarget(),
        new OffsetTarget(),
        new SealedOffsetTarget(),
        new MessageFrameTarget(),
        new FilePayloadTarget(),
        new RevocationTarget(),
        new RoomTextTarget(),
        new RoomsTarget(),
        new TagSecretTarget(),
        new SessionDescriptionTarget(),
        new ChatEventTarget(),
    ];

    public string Name => name;

    public virtual IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.Latin1.GetBytes)];

    public virtual IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[] { "[", "]", "{", "}", "\"", "\\u", "\\ud800", ",", ":", "-", "/", "?", "0", "9", "true", "null", "1e9", "\x1e", "b",
            "\xff", "\0", "\x01",
            "_placeholder", "num", "4294967296", "99999999999999999999", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "connect",
                "disconnect" }
            .Select(Encoding.Latin1.GetBytes),
    ];

    public abstract void Run(byte[] input);
}
