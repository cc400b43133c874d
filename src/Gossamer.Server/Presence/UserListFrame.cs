using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Presence;

/// <summary><c>update_client</c>: <code>42["update_client",{"list":["Anna","Billy"]}]</code></summary>
internal static class UserListFrame
{
    public static byte[] Write(UserSnapshot users)
    {
        var output = JsonOutput.Begin().Raw("""42["update_client",{"list":["""u8);
        var isFirst = true;
        for (var walk = users.Walk(); walk.MoveNext(); isFirst = false)
            output.Raw(isFirst ? ""u8 : ","u8).Text(walk.Name);
        return output.Raw("]}]"u8).Take();
    }
}
