using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>identified</c>, server to client, for those whose sessions outlive a lost connection: from here on the client knows a place in its
/// session, so that it can ask for what came after.
/// <code>42["identified",{"user":"Anna"},"offset"]</code>
/// </summary>
internal static class IdentifiedFrame
{
    private const int MaxOffset = 16;

    public static bool Is(ReadOnlySpan<byte> frame) => frame.StartsWith("42[\"identified\","u8);

    public static byte[] Write(UserName user) => JsonOutput.Begin()
        .Raw("""42["identified",{"user":"""u8).Text(user.Value)
        .Raw("},\""u8).Raw(Offset.Next(stackalloc byte[MaxOffset])).Raw("\"]"u8).Take();
}
