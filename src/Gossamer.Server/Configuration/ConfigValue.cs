using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;

namespace Gossamer.Server.Configuration;

/// <summary>The single values of a server's entry. Each parser returns null, or what is wrong.</summary>
internal static partial class ConfigValue
{
    private const int MaxIdLength = 64;
    private const string OldProtocol = "socket.io-1";
    private const string OwnProtocol = "gossamer";

    public delegate ConfigFault? Parser<T>(JsonElement element, out T? value);

    public static ConfigFault? Id(JsonElement element, out NodeId value)
    {
        var problem = Text(element, out var text);
        if (problem is null && text.Length == 0)
            problem = "is empty";
        else if (problem is null && (text.Length > MaxIdLength || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
            problem = $"{Shown(element)} is too long or has spaces or control characters";
        value = new NodeId(text);
        return problem is null ? null : new ConfigFault(problem, $"Give a name of 1 to {MaxIdLength} characters, such as \"server-1\"");
    }

    public static ConfigFault? Ip(JsonElement element, out IPAddress? value)
    {
        value = null;
        var problem = Text(element, out var text);
        if (problem is null && (!IPAddress.TryParse(text, out value) || IsShorthand(value, text)))
            problem = $"{Shown(element)} is not an IP address";
        if (problem is not null)
            return new ConfigFault(problem, "Give an IPv4 or IPv6 address, such as \"127.0.0.1\"");
        value = value!.IsIPv4MappedToIPv6 ? value.MapToIPv4() : value;
        return null;
    }

    public static ConfigFault? Port(JsonElement element, out int value)
    {
        value = 0;
        var isNumber = element.ValueKind == JsonValueKind.Number;
        if (isNumber && element.TryGetInt32(out value) && value is >= 1 and <= IPEndPoint.MaxPort)
            return null;
        return new ConfigFault(
            isNumber ? $"{Shown(element)} is not a port" : $"is {Kind(element)} where a number is needed",
            $"Give a whole number from 1 to {IPEndPoint.MaxPort}");
    }

    /// <summary>True for the protocol of the old system's servers, false for this one's own, which need not be named.</summary>
    public static ConfigFault? IsOldProtocol(JsonElement element, out bool value)
    {
        var problem = Text(element, out var text);
        value = text == OldProtocol;
        if (problem is null && text is not (OldProtocol or OwnProtocol))
            problem = $"{Shown(element)} is not a protocol";
        return problem is null ? null : new ConfigFault(
            problem, $"Give \"{OldProtocol}\" for a server of the old system, \"{OwnProtocol}\" or nothing for one of this program");
    }

    /// <summary>A server's public key, or several while it changes its key, as one text.</summary>
    public static ConfigFault? PublicKey(JsonElement element, out string? value)
    {
        value = null;
        var keys = new List<string>();
        foreach (var one in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : Enumerable.Repeat(element, 1))
        {
            if (Text(one, out var text) is { } problem)
                return NoKey(problem);
            keys.Add(text);
        }

        value = string.Join('\n', keys);
        return MeshKeyPair.IsPublicKey(value) ? null : NoKey($"{Shown(element)} is not an ECDSA key on P-256");

        static ConfigFault NoKey(string problem) =>
            new(problem, "Give the line that \"gossamer key new\" printed, or a list of such");
    }

    /// <summary>Where others find a server: scheme, host and port, no more.</summary>
    public static ConfigFault? Url(JsonElement element, out Uri? value)
    {
        value = null;
        var problem = Text(element, out var text);
        if (problem is null && (!Uri.TryCreate(text, UriKind.Absolute, out value) || value.Scheme is not ("http" or "https")
            || value.PathAndQuery != "/" || value.Fragment.Length > 0 || value.UserInfo.Length > 0))
            problem = $"{Shown(element)} is not the address of a server";
        return problem is null ? null : new ConfigFault(problem, "Give scheme, host and port, such as \"https://chat-1.example:3001\"");
    }

    /// <summary>What a value is, with its article: "a string", "null".</summary>
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static string? Text(JsonElement element, out string text)
    {
        text = "";
        if (element.ValueKind != JsonValueKind.String)
            return $"is {Kind(element)} where a string is needed";
        try
        {
            text = element.GetString()!;
            return null;
        }
        catch (InvalidOperationException)
        {
            return "is not valid Unicode"; // what a parsed document still hides: bytes or escapes that make no characters
        }
    }

    /// <summary>The value as the file has it, shortened.</summary>
    private static string Shown(JsonElement element)
    {
        const int Enough = 40;
        var raw = element.GetRawText();
        return raw.Length <= Enough ? raw : raw[..Enough] + "...";
    }

    /// <summary>.NET reads "1" and "0x7f.1" as addresses; nobody who writes that means the address that comes out.</summary>
    private static bool IsShorthand(IPAddress address, string text) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text;
}
