using System.Collections;
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Gossamer.Server.Telemetry;

namespace Gossamer.Server.CommandLine;

/// <summary>Where measurements and traces go; what OpenTelemetry's variables of the environment say besides.</summary>
internal sealed class TelemetryOption
{
    private const string Prefix = "OTEL_";

    private readonly Option<string?> _endpoint = new("--otlp-endpoint")
    {
        Description = "The OpenTelemetry collector that gets metrics and traces, such as http://127.0.0.1:4317. Or set "
            + $"{TelemetryOptions.Endpoint}, and others of OpenTelemetry's variables. Where there is neither none does",
        HelpName = "url",
    };

    private readonly Option<double> _ratio = new("--trace-ratio")
    {
        Description = "Which part of clients' events is traced, with the messages that they send, from 0 to 1. "
            + $"{TelemetryOptions.TracesSampler} goes first",
        HelpName = "ratio",
        DefaultValueFactory = static _ => new TelemetryOptions().TraceRatio,
    };

    private readonly Option<bool> _metrics = new("--metrics")
    {
        Description = "Measure, for operators' Prometheus to scrape at /metrics",
    };

    public TelemetryOption() => _ratio.Validators.Add(static result =>
    {
        // What is no number at all has an error already.
        if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var ratio)
            && ratio is not (>= 0 and <= 1))
            result.AddError($"--trace-ratio: {token.Value} is out of range. Give a number from 0 to 1.");
    });

    public void AddTo(Command command)
    {
        command.Add(_endpoint);
        command.Add(_ratio);
        command.Add(_metrics);
    }

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out TelemetryOptions options)
    {
        var given = parsed.GetValue(_endpoint);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static pair => ((string)pair.Key, Value: pair.Value as string))
            .Where(static pair => pair.Item1.StartsWith(Prefix, StringComparison.Ordinal) && pair.Value is not null)
            .ToImmutableDictionary(static pair => pair.Item1, static pair => pair.Value!, StringComparer.Ordinal);
        options = new TelemetryOptions
        {
            Variables = given is null ? variables : variables.SetItem(TelemetryOptions.Endpoint, given),
            TraceRatio = parsed.GetValue(_ratio),
            IsScraped = parsed.GetValue(_metrics),
        };
        return options.Of(TelemetryOptions.Endpoint) is { } url && !IsHttp(url)
            ? $"{(given is null ? TelemetryOptions.Endpoint : "--otlp-endpoint")}: \"{url}\" is no http or https URL. "
                + "Give that of the collector, such as http://127.0.0.1:4317."
            : null;
    }

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
