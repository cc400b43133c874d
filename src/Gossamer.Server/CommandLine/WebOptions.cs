using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Http;

namespace Gossamer.Server.CommandLine;

/// <summary>What browsers and proxies stand between a server and its clients.</summary>
internal sealed class WebOptions
{
    private readonly Option<string[]> _origins = new("--origin")
    {
        Description = "A web origin whose pages may connect, such as https://chat.example. May be repeated. Without it any may; "
            + "the server's own page always, where it is called by an address or an allowed name",
        HelpName = "origin",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _hosts = new("--allowed-host")
    {
        Description = "A name by which the server is called, such as chat.example or *.chat.example. May be repeated. Addresses and "
            + "localhost always are. Without it: the names of --origin, any where that is not given either; *: any",
        HelpName = "name",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _proxies = new("--proxy")
    {
        Description = "An address, or a network such as 10.0.0.0/8, of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. "
            + "May be repeated. Limits count what they say; without it all clients behind a proxy count as one address",
        HelpName = "network",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        Description = "Where clients find all servers together, such as https://chat.example, when a proxy stands before them: the "
            + "page that is loaded there connects there, not to servers whose addresses say nothing to browsers",
        HelpName = "url",
    };

    public void AddTo(Command command)
    {
        command.Add(_origins);
        command.Add(_hosts);
        command.Add(_proxies);
        command.Add(_publicUrl);
    }

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out OriginRule origins, out ImmutableArray<IPNetwork> proxies, out Uri? publicUrl)
    {
        (origins, proxies, publicUrl) = (OriginRule.Any, [], null);
        var given = (parsed.GetValue(_origins) ?? []).Select(text => (Text: text, Origin: OriginRule.Normalize(text))).ToList();
        if (given.Find(origin => origin.Origin is null) is { Text: { } odd })
            return $"--origin: \"{odd}\" is not a web origin. Give scheme and host, such as https://chat.example.";
        var hosts = parsed.GetValue(_hosts) ?? [];
        if (Array.Find(hosts, static host => !HostRule.IsName(host)) is { } noHost)
            return $"--allowed-host: \"{noHost}\" is not a name. Give it without scheme and port, such as chat.example.";
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in parsed.GetValue(_proxies) ?? [])
            if (Networks.Read(text) is { } network)
                networks.Add(network);
            else
                return $"--proxy: \"{text}\" is neither an address nor a network. Give one such as 10.0.0.7 or 10.0.0.0/8.";

        if (parsed.GetValue(_publicUrl) is { } url)
        {
            if (OriginRule.Normalize(url) is not { } normal)
                return $"--public-url: \"{url}\" is not the address of a site. Give scheme and host, such as https://chat.example.";
            publicUrl = new Uri(normal);
        }

        ImmutableArray<string> allowed = [.. given.Select(static origin => origin.Origin!)];
        (origins, proxies) = (new OriginRule(allowed) { Hosts = HostRule.Of(hosts, allowed) }, networks.ToImmutable());
        return null;
    }
}
