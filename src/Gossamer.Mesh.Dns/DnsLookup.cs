using System.Globalization;
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
    private const string Dots = "ndots:";
    private const int AskedAtATime = 16;

    private static readonly QueryType[] AddressTypes = [QueryType.A, QueryType.AAAA];

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
            var isSure = true;
            foreach (var name in _names)
            {
                var found = await FindAsync(name, ct).ConfigureAwait(false);
                if (found is { Count: > 0 })
                    return Found(found);
                isSure &= found is not null;
            }

            return Failed(isSure ? "there are no such records" : "a name server could not answer");
        }
        catch (Exception e) when (e is DnsResponseException or SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Failed(e.Message);
        }
    }

    /// <returns>Null: that cannot be known now.</returns>
    private async Task<List<Uri>?> FindAsync(string name, CancellationToken ct)
    {
        if (_options.Name!.Scheme == DnsName.AddressScheme)
            return await FindHostAsync(name, _options.Name.Port, additional: [], ct).ConfigureAwait(false);
        if (await QueryAsync(name, QueryType.SRV, ct).ConfigureAwait(false) is not { } answer)
            return null;
        var services = answer.Answers.SrvRecords().DistinctBy(static service => (service.Target, service.Port)).Take(_options.MaxServers);
        if (_options.Scheme == Uri.UriSchemeHttps)
            return [.. services.Select(NamedUrlOf).Distinct()]; // as certificates have it
        using var turns = new SemaphoreSlim(AskedAtATime);
        var found = await Task.WhenAll(services.Select(service => FindTargetAsync(service, answer.Additionals, turns, ct)))
            .ConfigureAwait(false);
        return Array.Exists(found, static urls => urls is null)
            ? null
            : [.. found.SelectMany(static urls => urls!).Distinct().Take(_options.MaxServers)];
    }

    private async Task<List<Uri>?> FindTargetAsync(
        SrvRecord service, IReadOnlyList<DnsResourceRecord> additional, SemaphoreSlim turns, CancellationToken ct)
    {
        await turns.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await FindHostAsync(service.Target.Value, service.Port, additional, ct).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <inheritdoc cref="FindAsync(string, CancellationToken)"/>
    private async Task<List<Uri>?> FindHostAsync(
        string name, int port, IReadOnlyList<DnsResourceRecord> additional, CancellationToken ct)
    {
        var addresses = AddressesIn(additional.Where(record => record.DomainName.Value == name));
        foreach (var type in AddressTypes)
        {
            if (addresses.Count > 0)
                break;
            if (await QueryAsync(name, type, ct).ConfigureAwait(false) is not { } answer)
                return null;
            addresses = AddressesIn(answer.Answers);
        }

        return [.. addresses.Select(address => UrlOf(address.ToString(), port)).Distinct().Take(_options.MaxServers)];
    }

    /// <returns>Null: the name server could not say. That there is no such name it can.</returns>
    private async Task<IDnsQueryResponse?> QueryAsync(string name, QueryType type, CancellationToken ct)
    {
        var answer = await _client.QueryAsync(name, type, cancellationToken: ct).ConfigureAwait(false);
        return answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain ? null : answer;
    }

    private static List<IPAddress> AddressesIn(IEnumerable<DnsResourceRecord> records) =>
        [.. records.OfType<AddressRecord>().Select(static record => record.Address)];

    private Uri NamedUrlOf(SrvRecord service) => UrlOf(service.Target.Value.TrimEnd('.'), service.Port);

    private Uri UrlOf(string host, int port) => new UriBuilder(_options.Scheme, host, port).Uri;

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

    private static IEnumerable<string> NamesOf(string host) =>
        host.EndsWith('.') || !File.Exists(Search) ? [host.TrimEnd('.') + '.'] : NamesOf(host, [.. File.ReadLines(Search)]);

    /// <summary>
    /// With the search domains, as resolvers do it: after the name as it is if that has as many dots as the option <c>ndots</c> says, 1 if
    /// it says nothing, else before.
    /// </summary>
    internal static IEnumerable<string> NamesOf(string host, IReadOnlyCollection<string> resolver)
    {
        var searched = DomainsOf(resolver).Select(domain => $"{host}.{domain}.");
        return host.Count(static letter => letter == '.') >= DotsOf(resolver) ? searched.Prepend($"{host}.") : searched.Append($"{host}.");
    }

    private static int DotsOf(IEnumerable<string> lines) => lines
        .Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(static words => words is ["options", ..]).SelectMany(static words => words)
        .Where(static word => word.StartsWith(Dots, StringComparison.Ordinal))
        .Select(static word => int.TryParse(word.AsSpan(Dots.Length), CultureInfo.InvariantCulture, out var dots) ? dots : 1)
        .LastOrDefault(1);

    /// <summary>Those of the last line that names any.</summary>
    internal static IReadOnlyList<string> DomainsOf(IEnumerable<string> lines) => lines
        .Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .LastOrDefault(static words => words is ["search" or "domain", _, ..])?[1..]
        .Select(static domain => domain.TrimEnd('.')).ToArray() ?? [];
}
