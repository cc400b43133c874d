using System.Net;
using Gossamer.Server.Identity;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Server.Tests.Identity;

public sealed class TrustedHeaderTests
{
    private static readonly IdentityOptions Options = new()
    {
        Mode = IdentityMode.TrustedHeader, UserHeader = "X-User", Proxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")],
    };

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd00::1", true)]
    [InlineData("11.1.2.3", false)]
    [InlineData("::1", false)]
    [InlineData(null, false)]
    public void IsProxy_AnAddress_MustBeOfOneOfTheNetworks(string? address, bool isOne) =>
        TrustedHeaderFilter.IsProxy(address is null ? null : IPAddress.Parse(address), Options).ShouldBe(isOne);

    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData(null, "unauthorized")]
    [InlineData("", "bad-token")]
    [InlineData("Anna ", "bad-token")] // who gives names out may know an Anna as well
    [InlineData("\u00a0Anna", "bad-token")]
    [InlineData("Anna|Billy", "bad-token")]
    public async Task Authenticate_TheHeader_NamesTheOneUser(string? header, string outcome)
    {
        var headers = new HeaderDictionary();
        if (header is not null)
            headers["X-User"] = header.Split('|');

        var (identity, denial) = await Tokens.Access(Options, TimeProvider.System).Access
            .AuthenticateAsync(new Introduction(headers, IPAddress.Loopback, null), TestContext.Current.CancellationToken);

        (identity?.User?.Value ?? denial!.Code).ShouldBe(outcome);
    }
}
