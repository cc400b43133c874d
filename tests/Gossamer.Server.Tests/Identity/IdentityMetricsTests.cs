using System.Net;
using Gossamer.Server.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Identity;

public sealed class IdentityMetricsTests
{
    [Fact]
    public async Task Authenticate_WhoIsNotLetIn_IsCountedByTheCodeThatHeIsTold()
    {
        var options = new IdentityOptions
        {
            Mode = IdentityMode.Jwt, Keys = [Tokens.Secret], ChecksPerSecond = 1, CheckBurst = 4, MaxWaitingChecks = 0,
        };
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddIdentity(options)
            .BuildServiceProvider();
        using var measured = new Measured(services.GetRequiredService<IdentityMetrics>().Meter);
        var access = services.GetRequiredService<IUserAccess>();
        var now = DateTimeOffset.UtcNow;
        string?[] tokens = [Tokens.Issue(now), null, "nonsense", Tokens.Issue(now, lifetime: TimeSpan.FromSeconds(-1)), Tokens.Issue(now)];

        foreach (var token in tokens)
            await access.AuthenticateAsync(
                new Introduction(new HeaderDictionary(), IPAddress.Loopback, token), TestContext.Current.CancellationToken);

        measured.Of("gossamer.identity.denied")
            .ShouldBe(["1 reason=unauthorized", "1 reason=bad-token", "1 reason=token-expired", "1 reason=too-fast"]);
    }
}
