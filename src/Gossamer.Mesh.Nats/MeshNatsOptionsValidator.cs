using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Nats;

internal sealed class MeshNatsOptionsValidator : IValidateOptions<MeshNatsOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshNatsOptions options)
    {
        List<string> faults = [];
        if (!NatsUrl.IsValid(options.Url))
            faults.Add("the address of NATS must be as nats://host:4222, several separated by commas; in a password "
                + "'/' is written %2F, '#' %23, '@' %40"); // the address is not shown: a password may stand in it
        if (options.CredentialsFile is { } credentials && !File.Exists(credentials))
            faults.Add($"there is no file of credentials {credentials}");
        if (options.AuthorityFile is { } authorities && !File.Exists(authorities))
            faults.Add($"there is no file of certificate authorities {authorities}");
        if (options.Advertise is { } url && url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            faults.Add("Advertise must begin with http: or https:");
        if (options.Prefix is not { Length: >= 1 and <= 64 }
            || !options.Prefix.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            faults.Add("Prefix must have 1 to 64 letters, digits, '-' and '_'");
        if (options.AnnounceInterval < TimeSpan.FromMilliseconds(100) || options.AnnounceInterval > TimeSpan.FromMinutes(1))
            faults.Add("AnnounceInterval must be from 100 ms to 1 min");
        if (options.AnnouncementLife < 3 * options.AnnounceInterval || options.AnnouncementLife > TimeSpan.FromHours(1))
            faults.Add("AnnouncementLife must be from three times AnnounceInterval to 1 h");
        if (options.MaxServers is < 1 or > 100_000)
            faults.Add("MaxServers must be from 1 to 100,000");
        if (options.LinkWindowBytes is < LinkWindow.Least or > LinkWindow.Most)
            faults.Add("LinkWindowBytes must be from 64 KiB to 1 GiB");
        if (options.MaxLinks is < 1 or > 1_000_000)
            faults.Add("MaxLinks must be from 1 to 1,000,000");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
