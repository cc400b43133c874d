using Gossamer.SocketIO.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Tests.Hosting;

public sealed class SocketIOOptionsValidatorTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private static readonly Dictionary<string, (Action<SocketIOOptions> Least, Action<SocketIOOptions> Less, Action<SocketIOOptions>? Most,
        Action<SocketIOOptions>? More)> Bounds = new(StringComparer.Ordinal)
    {
        [nameof(SocketIOOptions.PingInterval)] = (o => o.PingInterval = Least, o => o.PingInterval = Least - Tick, o =>
            o.PingInterval = TimeSpan.FromDays(1), o => o.PingInterval = TimeSpan.FromDays(1) + Tick),
        [nameof(SocketIOOptions.PingTimeout)] = (o => o.PingTimeout = Least, o => o.PingTimeout = Least - Tick, o =>
            o.PingTimeout = TimeSpan.FromDays(1), o => o.PingTimeout = TimeSpan.FromDays(1) + Tick),
        [nameof(SocketIOOptions.PingTimeoutV3)] = (o => o.PingTimeoutV3 = Least, o => o.PingTimeoutV3 = Least - Tick, o =>
            o.PingTimeoutV3 = TimeSpan.FromDays(1), o => o.PingTimeoutV3 = TimeSpan.FromDays(1) + Tick),
        [nameof(SocketIOOptions.UpgradeTimeout)] = (o => o.UpgradeTimeout = Least, o => o.UpgradeTimeout = Timeout.InfiniteTimeSpan, o =>
            o.UpgradeTimeout = TimeSpan.FromHours(1), o => o.UpgradeTimeout = TimeSpan.FromHours(1) + Tick),
        [nameof(SocketIOOptions.ConnectTimeout)] = (o => o.ConnectTimeout = Least, o => o.ConnectTimeout = TimeSpan.Zero, o =>
            o.ConnectTimeout = TimeSpan.FromHours(1), o => o.ConnectTimeout = TimeSpan.FromHours(1) + Tick),
        [nameof(SocketIOOptions.CloseTimeout)] = (o => o.CloseTimeout = Least, o => o.CloseTimeout = TimeSpan.Zero, o =>
            o.CloseTimeout = TimeSpan.FromHours(1), o => o.CloseTimeout = TimeSpan.FromHours(1) + Tick),
        [nameof(SocketIOOptions.MaxPayload)] = (o => o.MaxPayload = 64, o => o.MaxPayload = 63, o => o.MaxPayload = 1_000_000_000, o =>
            o.MaxPayload = 1_000_000_001),
        [nameof(SocketIOOptions.MaxAttachments)] = (o => o.MaxAttachments = 0, o => o.MaxAttachments = -1, o =>
            o.MaxAttachments = 99_999, o => o.MaxAttachments = 100_000),
        [nameof(SocketIOOptions.MaxSessions)] = (o => o.MaxSessions = 1, o => o.MaxSessions = 0, null, null),
        [nameof(SocketIOOptions.MaxPendingSessions)] = (o => o.MaxPendingSessions = 1, o => o.MaxPendingSessions = 0, null, null),
        [nameof(SocketIOOptions.PendingTimeout)] = (o => o.PendingTimeout = Least, o => o.PendingTimeout = TimeSpan.Zero, o =>
            o.PendingTimeout = TimeSpan.FromHours(1), o => o.PendingTimeout = TimeSpan.FromHours(1) + Tick),
        [nameof(SocketIOOptions.MaxSessionsPerAddress)] =
            (o => o.MaxSessionsPerAddress = 1, o => o.MaxSessionsPerAddress = 0, null, null),
        [nameof(SocketIOOptions.HandshakesPerSecondPerAddress)] =
            (o => o.HandshakesPerSecondPerAddress = 1, o => o.HandshakesPerSecondPerAddress = 0, null, null),
        [nameof(SocketIOOptions.HandshakeBurstPerAddress)] =
            (o => o.HandshakeBurstPerAddress = 1, o => o.HandshakeBurstPerAddress = 0, null, null),
        [nameof(SocketIOOptions.OutboxPackets)] = (o => o.OutboxPackets = 16, o => o.OutboxPackets = 15, null, null),
        [nameof(SocketIOOptions.OutboxBytes)] = (o => o.OutboxBytes = 64 * 1024, o => o.OutboxBytes = (64 * 1024) - 1, null, null),
        [nameof(SocketIOOptions.MaxWaitingEvents)] = (o => o.MaxWaitingEvents = 1, o => o.MaxWaitingEvents = 0, null, null),
        [nameof(SocketIOOptions.MaxPendingAcks)] = (o => o.MaxPendingAcks = 1, o => o.MaxPendingAcks = 0, null, null),
        [nameof(SocketIOOptions.AckTimeout)] = (o => o.AckTimeout = Least, o => o.AckTimeout = TimeSpan.Zero, o =>
            o.AckTimeout = TimeSpan.FromHours(1), o => o.AckTimeout = TimeSpan.FromHours(1) + Tick),
        [nameof(SocketIOOptions.MaxDynamicNamespaces)] = (o => o.MaxDynamicNamespaces = 1, o => o.MaxDynamicNamespaces = 0, null, null),
        [nameof(SocketIOOptions.Transports)] = (o => o.Transports = SocketIOTransports.Polling, o =>
            o.Transports = SocketIOTransports.None, o => o.Transports = SocketIOTransports.All, o => o.Transports = (SocketIOTransports)4),
    };

    public static TheoryData<string> Options => [.. Bounds.Keys];

    [Fact]
    public void Validate_Defaults_AreValid() => Validate(_ => { }).Succeeded.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Options))]
    public void Validate_AtItsBounds_IsValid(string option)
    {
        Validate(Bounds[option].Least).Succeeded.ShouldBeTrue();
        Validate(Bounds[option].Most ?? (_ => { })).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Validate_BeyondItsBounds_NamesTheOption(string option)
    {
        Validate(Bounds[option].Less).Failures!.Single().ShouldContain($"SocketIOOptions.{option} is ");
        if (Bounds[option].More is { } more)
            Validate(more).Failures!.Single().ShouldContain($"SocketIOOptions.{option} is ");
    }

    [Fact]
    public void Validate_CookieWithoutAName_SaysSo() =>
        Validate(o => o.Cookie = new CookieBuilder()).Failures!.Single().ShouldContain("SocketIOOptions.Cookie has no name");

    [Fact]
    public void Validate_SeveralWrong_NamesAll() =>
        Validate(o => (o.MaxPayload, o.MaxSessions, o.PingInterval) = (0, 0, TimeSpan.Zero)).Failures!.Count().ShouldBe(3);

    [Fact]
    public async Task Start_WithWrongOption_Fails()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSocketIO(o => o.MaxPayload = 1);
        await using var app = builder.Build();
        await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
    }

    private static ValidateOptionsResult Validate(Action<SocketIOOptions> change)
    {
        var options = new SocketIOOptions();
        change(options);
        return new SocketIOOptionsValidator().Validate(name: null, options);
    }
}
