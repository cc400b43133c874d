using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gossamer.SocketIO.Redis;

/// <summary>Has the host check the options at its start.</summary>
internal sealed class RedisAdapterOptionsValidator : IValidateOptions<RedisAdapterOptions>
{
    private const int MaxKeyLength = 100;
    private const int MinBytes = 1024;
    private const int MaxBytes = 128 * 1024 * 1024; // its JSON is six times as long at the most, and still one array

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, RedisAdapterOptions options)
    {
        List<string> faults = [];
        if (options.ConnectionFactory is null && FaultOf(options.Configuration) is { } fault)
            faults.Add($"{nameof(RedisAdapterOptions)}.{nameof(options.Configuration)} {fault}");
        Check(IsKey(options.Key), nameof(options.Key), "must be 1 to 100 letters, digits and signs of ASCII.");
        Check(
            options.RequestTimeout >= Shortest && options.RequestTimeout <= Longest,
            nameof(options.RequestTimeout),
            "must be from 1 ms to 10 min.");
        Check(options.MaxRequests >= 1, nameof(options.MaxRequests), "must be at least 1.");
        Check(
            options.MaxMessageBytes is >= MinBytes and <= MaxBytes, nameof(options.MaxMessageBytes), "must be from 1 KiB to 128 MiB.");
        Check(options.MaxUnconfirmedBytes >= MinBytes, nameof(options.MaxUnconfirmedBytes), "must be at least 1 KiB.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string option, string rule)
        {
            if (!holds)
                faults.Add($"{nameof(RedisAdapterOptions)}.{option} {rule}");
        }
    }

    private static bool IsKey(string? key) => key is { Length: >= 1 and <= MaxKeyLength } && key.All(static c => c is > ' ' and <= '~');

    /// <returns>What is wrong; null: nothing.</returns>
    private static string? FaultOf(string? configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration))
            return "must say where Redis is: 127.0.0.1:6379.";
        if (configuration.Contains("://", StringComparison.Ordinal))
            return "is no URL: write 127.0.0.1:6379,password=...,ssl=true.";
        try
        {
            return ConfigurationOptions.Parse(configuration).EndPoints.Count > 0 ? null : "names no server of Redis.";
        }
        catch (ArgumentException)
        {
            return "is not what StackExchange.Redis reads (what it says of it may quote a password, and is left out).";
        }
    }
}
