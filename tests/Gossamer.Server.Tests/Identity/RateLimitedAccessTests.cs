using System.Net;
using Gossamer.Server.Identity;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Server.Tests.Identity;

public sealed class RateLimitedAccessTests
{
    private readonly CountingAccess _inner = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authenticate_MoreThanOneAddressMayBringAtOnce_IsDeniedWithoutACheck()
    {
        using var access = Limited(new() { ChecksPerSecond = 1, CheckBurst = 2, MaxWaitingChecks = 0 });

        var answers = new List<AccessResult>();
        for (var i = 0; i < 3; i++)
            answers.Add(await access.AuthenticateAsync(From("10.0.0.1"), Cancellation));

        answers.Select(static answer => answer.Denial).ShouldBe([null, null, AccessDenial.TooFast]);
        _inner.Checks.ShouldBe(2);
        (await access.AuthenticateAsync(From("10.0.0.2"), Cancellation)).Denial.ShouldBeNull("another address has its own");
    }

    [Fact]
    public async Task Authenticate_Faster_WaitsForItsTurn()
    {
        using var access = Limited(new() { ChecksPerSecond = 100, CheckBurst = 1, MaxWaitingChecks = 1 });
        await access.AuthenticateAsync(From("10.0.0.1"), Cancellation);

        var waiting = access.AuthenticateAsync(From("10.0.0.1"), Cancellation);

        (await waiting).Denial.ShouldBeNull();
        _inner.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Authenticate_TheClientGoesWhileItWaits_IsNotChecked()
    {
        using var access = Limited(new() { ChecksPerSecond = 1, CheckBurst = 1, MaxWaitingChecks = 1 });
        using var gone = new CancellationTokenSource();
        await access.AuthenticateAsync(From("10.0.0.1"), gone.Token);

        var waiting = access.AuthenticateAsync(From("10.0.0.1"), gone.Token);
        await gone.CancelAsync();

        (await waiting).Denial.ShouldBe(AccessDenial.TooFast);
        _inner.Checks.ShouldBe(1);
    }

    [Fact]
    public async Task Authenticate_OnAConnection_IsLimitedByThatConnectionAlone()
    {
        using var access = Limited(new() { ChecksPerSecond = 1, CheckBurst = 1, MaxWaitingChecks = 0 });
        for (var i = 0; i < 5; i++)
            (await access.AuthenticateAsync(Introduction.By("token"), Cancellation)).Denial.ShouldBeNull();
    }

    private RateLimitedAccess Limited(IdentityOptions options) => new(_inner, options, new IdentityMetrics());

    private static Introduction From(string address) => new(new HeaderDictionary(), IPAddress.Parse(address), "token");

    private sealed class CountingAccess : IUserAccess
    {
        public int Checks { get; private set; }

        public bool IsOpen => false;

        public ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation)
        {
            Checks++;
            return ValueTask.FromResult<AccessResult>(ConnectionIdentity.Nobody);
        }
    }
}
