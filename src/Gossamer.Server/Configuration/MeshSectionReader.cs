using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace Gossamer.Server.Configuration;

/// <summary>
/// From well-formed JSON to a checked <see cref="MeshSection"/>:
/// <code>
/// "mesh": {"discover": "dns://gossamer:3001", "nameservers": ["10.0.0.10:53"], "listen": "0.0.0.0:3001", "cluster": "chat"}
/// "mesh": {"engine": "nats", "url": "nats://nats:4222", "credentials": "chat.creds", "authorities": "ca.pem",
///          "advertise": "http://10.0.0.5:3001", "listen": "0.0.0.0:3001"}
/// </code>
/// </summary>
internal sealed class MeshSectionReader(string file)
{
    private const string Key = "mesh";
    private const string Form = """{"discover": "dns://gossamer:3001"}""";

    private ConfigError? _error;

    /// <returns>False: the section is there and does not hold.</returns>
    public bool TryRead(JsonElement root, [NotNullWhen(true)] out MeshSection? section, out ConfigError? error)
    {
        section = !root.TryGetProperty(Key, out var element) ? MeshSection.None : Read(element);
        error = _error;
        return error is null && section is not null;
    }

    private MeshSection? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _error = new(file, Key, $"is {ConfigValue.Kind(element)} where an object is needed", $"Write \"{Key}\": {Form}");
            return null;
        }

        var section = new MeshSection
        {
            Discover = Read<Uri>(element, "discover", ConfigValue.Discover),
            NameServers = Read<ImmutableArray<IPEndPoint>?>(element, "nameservers", ConfigValue.NameServers) ?? [],
            Listen = Read<IPEndPoint>(element, "listen", ConfigValue.Listen),
            Cluster = Read<string>(element, "cluster", ConfigValue.Cluster),
            Nats = ReadNats(element),
        };
        if (_error is null && section is { Discover: null, NameServers.IsEmpty: false })
            _error = new(file, $"{Key}.nameservers", "is given without \"discover\"", "Add \"discover\", or leave it out");
        return section;
    }

    private NatsSection? ReadNats(JsonElement element)
    {
        var isNats = Read<bool>(element, "engine", ConfigValue.IsNatsEngine);
        foreach (var name in (string[])["url", "credentials", "authorities", "advertise"])
            if (!isNats && _error is null && element.TryGetProperty(name, out _))
                _error = new(file, $"{Key}.{name}", "is given without \"engine\": \"nats\"", "Add that, or leave it out");
        if (isNats && element.TryGetProperty("discover", out _))
            _error ??= new(file, $"{Key}.discover", "is given with \"engine\": \"nats\", where servers find each other", "Leave it out");
        if (isNats && !element.TryGetProperty("url", out _))
            _error ??= new(file, $"{Key}.url", "is missing", "Add where NATS is: \"url\": \"nats://host:4222\"");
        if (!isNats || Read<string>(element, "url", ConfigValue.NatsUrl) is not { } url)
            return null;
        return new(
            url, Read<string>(element, "credentials", ConfigValue.ExistingFile),
            Read<string>(element, "authorities", ConfigValue.ExistingFile), Read<Uri>(element, "advertise", ConfigValue.Url));
    }

    private T? Read<T>(JsonElement section, string name, ConfigValue.Parser<T> parse)
    {
        if (_error is not null || !section.TryGetProperty(name, out var element))
            return default;
        if (parse(element, out var value) is not { } fault)
            return value;
        _error = new(file, $"{Key}.{name}", fault.Problem, fault.Remedy);
        return default;
    }
}
