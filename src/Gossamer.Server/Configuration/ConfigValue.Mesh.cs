using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Gossamer.Mesh.Dns;

namespace Gossamer.Server.Configuration;

/// <content>The single values of the mesh's section.</content>
internal static partial class ConfigValue
{
    private const int DnsPort = 53;
    private const int MaxNameServers = 8;

    /// <summary>By which name servers are found.</summary>
    public static ConfigFault? Discover(JsonElement element, out Uri? value)
    {
        value = null;
        var problem = Text(element, out var text);
        if (problem is null && !Uri.TryCreate(text, UriKind.Absolute, out value))
            problem = $"{Shown(element)} is not a name to look up";
        if (problem is null && DnsName.FaultOf(value) is { } fault)
            problem = $"{Shown(element)} {fault}";
        return problem is null ? null : new ConfigFault(
            problem, "Give \"dns://host:port\" for A records, or \"srv://_gossamer._tcp.domain\" for SRV records");
    }

    public static ConfigFault? NameServers(JsonElement element, out ImmutableArray<IPEndPoint>? value)
    {
        value = null;
        var isList = element.ValueKind == JsonValueKind.Array;
        if (!isList || element.GetArrayLength() is 0 or > MaxNameServers)
            return new ConfigFault(
                isList ? $"has {element.GetArrayLength()} entries" : $"is {Kind(element)} where a list is needed",
                $"Give a list of 1 to {MaxNameServers} addresses, such as [\"10.0.0.10:53\"], or leave it out");
        List<IPEndPoint> all = [];
        foreach (var one in element.EnumerateArray())
        {
            if (EndPoint(one, DnsPort, out var endPoint) is { } fault)
                return fault;
            all.Add(endPoint!);
        }

        value = [.. all];
        return null;
    }

    /// <summary>True for NATS, false for links that servers open to each other.</summary>
    public static ConfigFault? IsNatsEngine(JsonElement element, out bool value)
    {
        var problem = Text(element, out var text);
        value = text == "nats";
        if (problem is null && text is not ("nats" or "direct"))
            problem = $"{Shown(element)} is not an engine";
        return problem is null ? null : new ConfigFault(problem, "Give \"nats\", or \"direct\" or nothing for links between the servers");
    }

    public static ConfigFault? NatsUrl(JsonElement element, out string? value)
    {
        var problem = Text(element, out var text);
        value = text;
        if (problem is null && !Mesh.Nats.NatsUrl.IsValid(text))
            problem = "is not an address of NATS"; // which is not shown: a password may stand in it
        return problem is null
            ? null
            : new ConfigFault(
                problem, "Give \"nats://host:4222\", or several separated by commas; in a password write / as %2F, # as %23, @ as %40");
    }

    public static ConfigFault? ExistingFile(JsonElement element, out string? value)
    {
        var problem = Text(element, out var text);
        value = text;
        if (problem is null && !File.Exists(text))
            problem = $"there is no file {Shown(element)} (looked for {Path.GetFullPath(text)})";
        return problem is null ? null : new ConfigFault(problem, "Give the path of a file, from the folder in which the server starts");
    }

    /// <summary>Where a server listens: an address with a port.</summary>
    public static ConfigFault? Listen(JsonElement element, out IPEndPoint? value) => EndPoint(element, 0, out value);

    /// <summary>The mesh's name.</summary>
    public static ConfigFault? Cluster(JsonElement element, out string? value) =>
        Id(element, out var id) is { } fault ? None(fault, out value) : Some(id.Value, out value);

    private static ConfigFault? EndPoint(JsonElement element, int defaultPort, out IPEndPoint? value)
    {
        value = null;
        var problem = Text(element, out var text);
        if (problem is null && (!IPEndPoint.TryParse(text, out value) || IsShorthand(value.Address, text.Split(':')[0])))
            problem = $"{Shown(element)} is not an address with a port";
        if (problem is null && value is { Port: 0 })
            value.Port = defaultPort;
        if (problem is null && value is { Port: 0 })
            problem = $"{Shown(element)} has no port";
        return problem is null ? null : new ConfigFault(problem, "Give an IP address and a port, such as \"0.0.0.0:3001\"");
    }

    private static ConfigFault? Some(string text, out string? value)
    {
        value = text;
        return null;
    }

    private static ConfigFault? None(ConfigFault fault, out string? value)
    {
        value = null;
        return fault;
    }
}
