using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Hosting;

internal sealed class SocketIOOptionsValidator : IValidateOptions<SocketIOOptions>
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    public ValidateOptionsResult Validate(string? name, SocketIOOptions options)
    {
        var errors = new List<string>();
        InRange(errors, nameof(options.PingInterval), options.PingInterval, TimeSpan.FromDays(1));
        InRange(errors, nameof(options.PingTimeout), options.PingTimeout, TimeSpan.FromDays(1));
        InRange(errors, nameof(options.PingTimeoutV3), options.PingTimeoutV3, TimeSpan.FromDays(1));
        InRange(errors, nameof(options.UpgradeTimeout), options.UpgradeTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.CloseTimeout), options.CloseTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.MaxPayload), options.MaxPayload, 64, 1_000_000_000);
        InRange(errors, nameof(options.MaxAttachments), options.MaxAttachments, 0, 99_999);
        InRange(errors, nameof(options.AttachmentTimeout), options.AttachmentTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.MaxAuth), options.MaxAuth, 64, 1_000_000);
        InRange(errors, nameof(options.MaxHandshake), options.MaxHandshake, 0, 1_000_000);
        InRange(errors, nameof(options.MaxSessions), options.MaxSessions, 1, int.MaxValue);
        InRange(errors, nameof(options.MaxPendingSessions), options.MaxPendingSessions, 1, int.MaxValue);
        InRange(errors, nameof(options.PendingTimeout), options.PendingTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.MaxSessionsPerAddress), options.MaxSessionsPerAddress, 1, int.MaxValue);
        InRange(errors, nameof(options.HandshakesPerSecondPerAddress), options.HandshakesPerSecondPerAddress, 1, int.MaxValue);
        InRange(errors, nameof(options.HandshakeBurstPerAddress), options.HandshakeBurstPerAddress, 1, int.MaxValue);
        InRange(errors, nameof(options.OutboxPackets), options.OutboxPackets, 16, int.MaxValue);
        InRange(errors, nameof(options.OutboxBytes), options.OutboxBytes, 64 * 1024, long.MaxValue);
        InRange(errors, nameof(options.WriteTimeout), options.WriteTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.MaxMemory), options.MaxMemory, 1024 * 1024, long.MaxValue);
        ValidateRates(errors, options);
        InRange(errors, nameof(options.MaxWaitingEvents), options.MaxWaitingEvents, 1, int.MaxValue);
        InRange(errors, nameof(options.MaxPendingAcks), options.MaxPendingAcks, 1, int.MaxValue);
        InRange(errors, nameof(options.AckTimeout), options.AckTimeout, TimeSpan.FromHours(1));
        InRange(errors, nameof(options.MaxDynamicNamespaces), options.MaxDynamicNamespaces, 1, int.MaxValue);
        if (options.Recovery is { } recovery)
            Validate(errors, recovery);
        if (options.Cookie is { Name: null or "" })
            errors.Add($"{nameof(SocketIOOptions)}.{nameof(options.Cookie)} has no name; give it one, \"io\" say.");
        if (options.Json is null)
            errors.Add($"{nameof(SocketIOOptions)}.{nameof(options.Json)} is null; give it serializer options.");
        if (options.Transports is not (SocketIOTransports.Polling or SocketIOTransports.WebSocket or SocketIOTransports.All))
            errors.Add($"{nameof(SocketIOOptions)}.{nameof(options.Transports)} is {options.Transports}; "
                + "it must be Polling, WebSocket or All.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void ValidateRates(List<string> errors, SocketIOOptions options)
    {
        InRange(errors, nameof(options.PacketsPerSecond), options.PacketsPerSecond, 0, int.MaxValue);
        InRange(errors, nameof(options.PacketBurst), options.PacketBurst, 1, int.MaxValue);
        InRange(errors, nameof(options.BytesPerSecond), options.BytesPerSecond, 0, long.MaxValue);
        InRange(errors, nameof(options.ByteBurst), options.ByteBurst, 1, long.MaxValue);
        InRange(errors, nameof(options.PacketsPerSecondPerAddress), options.PacketsPerSecondPerAddress, 0, int.MaxValue);
        InRange(errors, nameof(options.BytesPerSecondPerAddress), options.BytesPerSecondPerAddress, 0, long.MaxValue);
        InRange(errors, nameof(options.ConnectsPerSecond), options.ConnectsPerSecond, 0, int.MaxValue);
        InRange(errors, nameof(options.ConnectBurst), options.ConnectBurst, 1, int.MaxValue);
        InRange(errors, nameof(options.ConnectsPerSecondPerAddress), options.ConnectsPerSecondPerAddress, 0, int.MaxValue);
        InRange(errors, nameof(options.TooFastTimeout), options.TooFastTimeout, TimeSpan.FromDays(1));
    }

    private static void Validate(List<string> errors, RecoveryOptions recovery)
    {
        const string Prefix = nameof(SocketIOOptions.Recovery) + ".";
        if (recovery.MaxDisconnection < TimeSpan.FromSeconds(1))
            errors.Add($"{nameof(SocketIOOptions)}.{Prefix}{nameof(recovery.MaxDisconnection)} is {recovery.MaxDisconnection}; "
                + "it must be at least 1 s.");
        InRange(errors, Prefix + nameof(recovery.MaxDisconnection), recovery.MaxDisconnection, TimeSpan.FromHours(1));
        InRange(errors, Prefix + nameof(recovery.MaxPackets), recovery.MaxPackets, 1, int.MaxValue);
        InRange(errors, Prefix + nameof(recovery.MaxBytes), recovery.MaxBytes, 1024, long.MaxValue);
        InRange(errors, Prefix + nameof(recovery.MaxWaiting), recovery.MaxWaiting, 1, int.MaxValue);
    }

    private static void InRange(List<string> errors, string key, TimeSpan value, TimeSpan max)
    {
        if (value < OneMillisecond || value > max)
            errors.Add($"{nameof(SocketIOOptions)}.{key} is {value}; it must be from {OneMillisecond} to {max}.");
    }

    private static void InRange(List<string> errors, string key, long value, long min, long max)
    {
        if (value < min || value > max)
            errors.Add($"{nameof(SocketIOOptions)}.{key} is {value}; it must be from {min} to {max}.");
    }
}
