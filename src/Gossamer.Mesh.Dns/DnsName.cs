namespace Gossamer.Mesh.Dns;

/// <summary>What a name of the configuration may be.</summary>
public static class DnsName
{
    /// <summary>The scheme of names with A and AAAA records.</summary>
    public const string AddressScheme = "dns";

    /// <summary>The scheme of names with SRV records.</summary>
    public const string ServiceScheme = "srv";

    /// <summary>What keeps a name from being one.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Words that go on "the name"; null: nothing.</returns>
    public static string? FaultOf(Uri? name) => name switch
    {
        null => "is missing: give dns://host:port or srv://_service._tcp.domain",
        { IsAbsoluteUri: false } => "must begin with dns:// or srv://",
        { Scheme: AddressScheme, Host.Length: > 0, Port: > 0 } => OnlyHostOf(name),
        { Scheme: AddressScheme } => "needs a host and a port: dns://host:port",
        { Scheme: ServiceScheme, Host.Length: > 0, Port: < 0 } => OnlyHostOf(name),
        { Scheme: ServiceScheme } => "needs a host and no port, which the records have: srv://_service._tcp.domain",
        _ => "must begin with dns:// or srv://",
    };

    private static string? OnlyHostOf(Uri name) =>
        name.PathAndQuery.Trim('/').Length == 0 && name.UserInfo.Length == 0 ? null : "must be a host, and a port with dns://, alone";
}
