using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>From a JSON string to a name: the mesh's rule, plus that the name arrived exactly as it was meant.</summary>
internal static class UserNameJson
{
    /// <summary>Returns what is wrong with the name, or null.</summary>
    public static string? Read(JsonText text, out UserName name)
    {
        if (text.TryGetExact(out var exact))
            return UserName.TryCreate(exact, out name, out var problem) ? null : problem ?? "this is not a name";
        name = default;
        return "a name must be valid Unicode";
    }

    /// <summary>Whether it is that name; the usual one makes no string.</summary>
    public static bool Is(JsonText text, UserName name) =>
        Ascii.Equals(text.Utf8, name.Value) || (Read(text, out var read) is null && read == name);
}
