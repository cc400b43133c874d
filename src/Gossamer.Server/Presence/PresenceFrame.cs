using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Presence;

/// <summary><c>presence</c>: <code>42["presence",{"joined":["Anna"],"left":["Billy","Carl"]}]</code></summary>
internal static class PresenceFrame
{
    public static byte[] Write(IReadOnlyList<UserName> joined, IReadOnlyList<UserName> left)
    {
        var output = JsonOutput.Begin().Raw("""42["presence",{"joined":["""u8);
        Write(output, joined);
        output.Raw("""],"left":["""u8);
        Write(output, left);
        return output.Raw("]}]"u8).Take();
    }

    private static void Write(JsonOutput output, IReadOnlyList<UserName> names)
    {
        for (var i = 0; i < names.Count; i++)
            output.Raw(i == 0 ? ""u8 : ","u8).Text(names[i].Value);
    }
}
