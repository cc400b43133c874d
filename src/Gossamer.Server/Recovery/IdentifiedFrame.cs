using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Recovery;

/// <summary>
/// <c>identified</c>, server to client, for those that can come back: from here on the client has an offset. Not complete: some of what it
/// missed is gone. It may come again later, when that turns out only then.
/// <code>42["identified",{"user":"Anna","complete":true},"offset"]</code>
/// </summary>
internal static class IdentifiedFrame
{
    public static byte[] Write(UserName user, bool isComplete, ReadOnlySpan<byte> offset, OffsetTag? tag) => JsonOutput.Begin()
        .Raw("""42["identified",{"user":"""u8).Text(user.Value)
        .Raw(isComplete ? ",\"complete\":true}"u8 : ",\"complete\":false}"u8).Raw(FrameEnd.With(offset, tag)).Take();
}
