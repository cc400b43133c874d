using Gossamer.Server.Json;

namespace Gossamer.Server.Presence;

/// <summary><c>update_client</c>: <code>42["update_client",{"list":["Anna","Billy"]}]</code></summary>
internal static class UserListFrame
{
    public static byte[] Write(ReadOnlySpan<string> sortedNames)
    {
        var output = JsonOutput.Begin().Raw("""42["update_client",{"list":["""u8);
        for (var i = 0; i < sortedNames.Length; i++)
            output.Raw(i == 0 ? ""u8 : ","u8).Text(sortedNames[i]);
        return output.Raw("]}]"u8).Take();
    }
}
