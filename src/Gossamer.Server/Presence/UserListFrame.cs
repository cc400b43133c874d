using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Presence;

/// <summary><c>update_client</c>: <code>42["update_client",{"list":["Anna","Billy"]}]</code></summary>
internal static class UserListFrame
{
    /// <returns>False: it would be larger than that, and nothing is written.</returns>
    public static bool TryWrite(UserSnapshot users, int maxBytes, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        var output = JsonOutput.Begin().Raw("""42["update_client",{"list":["""u8);
        var isFirst = true;
        for (var walk = users.Walk(); walk.MoveNext(); isFirst = false)
        {
            if (output.Raw(isFirst ? ""u8 : ","u8).Text(walk.Name).Length <= maxBytes)
                continue;
            output.Abandon();
            return false;
        }

        frame = output.Raw("]}]"u8).Take();
        return true;
    }
}
