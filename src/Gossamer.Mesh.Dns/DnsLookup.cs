using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Dns;

/// <summary>Asks the name servers, each time anew: how long an answer may be kept they say for hosts, not for who is alive.</summary>
internal sealed class DnsLookup : IServiceLookup
{
    private const string Search = "/etc/resolv.conf";

    private readonly MeshDnsOptions _options;
    private readonly ILogger<DnsLookup> _log;
    private readonly LookupClient _client;
    private readonly string[] _names;
    private bool _isFailing;

    public DnsLookup(IOptions<MeshDnsOptions> options, ILogger<DnsLookup> log)
    {
        (_options, _log) = (options.Value, log);
        var settings = _options.NameServers.Count > 0
            ? new LookupClientOptions([.. _options.NameServers])
            : new LookupClientOptions { AutoResolveNameServers = true };
        settings.UseCache = false;
        settings.Timeout = _options.Timeout;
        settings.Retries = 1;
        settings.ThrowDnsErrors = false;
        _client = new(settings);
        _names = [.. NamesOf(_options.Name!.Host)];
    }

    public async Task<IReadOnlyList<Uri>?> FindAsync(CancellationToken ct)
    {
        try
        {
            foreach (var name in _names)
            {
                var found = await FindAsync(name, ct).ConfigureAwait(false);
                if (found.Count > 0)
                    return Found(found);
            }

            return Failed("there are no such records");
        }
        catch (Exception e) when (e is DnsResponseException or SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Failed(e.Message);
        }
    }

    private async Task<List<Uri>> FindAsync(string name, CancellationToken ct)
    {
        if (_options.Name!.Scheme == DnsName.AddressScheme)
            return await FindHostAsync(name, _options.Name.Port, additional: [], ct).ConfigureAwait(false);
        var answer = await _client.QueryAsync(name, QueryType.SRV, cancellationToken: ct).ConfigureAwait(false);
        List<Uri> all = [];
        foreach (var service in answer.Answers.SrvRecords())
            if (all.Count < _options.MaxServers)
                all.AddRange(await FindHostAsync(service.Target.Value, service.Port, answer.Additionals, ct).ConfigureAwait(false));
        return all;
    }

    private async Task<List<Uri>> FindHostAsync(
        string name, int port, IReadOnlyList<DnsResourceRecord> additional, CancellationToken ct)
    {
        var addresses = AddressesIn(additional.Where(record => record.DomainName.Value == name));
        if (addresses.Count == 0)
            addresses = AddressesIn((await _client.QueryAsync(name, QueryType.A, cancellationToken: ct).ConfigureAwait(false)).Answers);
        if (addresses.Count == 0)
            addresses = AddressesIn((await _client.QueryAsync(name, QueryType.AAAA, cancellationToken: ct).ConfigureAwait(false)).Answers);
        return [.. addresses.Select(address => UrlOf(address, port)).Distinct().Take(_options.MaxServers)];
    }

    private static List<IPAddress> AddressesIn(IEnumerable<DnsResourceRecord> records) =>
        [.. records.OfType<AddressRecord>().Select(static record => record.Address)];

    private Uri UrlOf(IPAddress address, int port) => new UriBuilder(_options.Scheme, address.ToString(), port).Uri;

    private List<Uri> Found(List<Uri> found)
    {
        if (_isFailing)
            _log.FoundAgain(_options.Name!, found.Count);
        _isFailing = false;
        return found;
    }

    private IReadOnlyList<Uri>? Failed(string why)
    {
        if (!_isFailing)
            _log.NotFound(_options.Name!, why);
        _isFailing = true;
        return null;
    }

    /// <summary>With the search domains, first, where the name is a short one, as resolvers do it.</summary>
    private static IEnumerable<string> NamesOf(string host)
    {
        if (host.EndsWith('.'))
            return [host];
        var domains = File.Exists(Search) ? DomainsOf(File.ReadLines(Search)) : [];
        return [.. domains.Select(domain => $"{host}.{domain}."), $"{host}."];
    }

    /// <summary>Those of the last line that names any.</summary>
    internal static IReadOnlyList<string> DomainsOf(IEnumerable<string> lines) => lines
        .Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .LastOrDefault(static words => words is ["search" or "domain", _, ..])?[1..]
        .Select(static domain => domain.TrimEnd('.')).ToArray() ?? [];
}
