using System.Collections.Immutable;
using Gossamer.Server.Http;

namespace Gossamer.Server.Telemetry;

/// <summary>Where measurements and traces go.</summary>
internal sealed record TelemetryOptions
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string TracesSampler = "OTEL_TRACES_SAMPLER";

    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesExporter = "OTEL_TRACES_EXPORTER";
    private const string MetricsExporter = "OTEL_METRICS_EXPORTER";
    private const string SdkDisabled = "OTEL_SDK_DISABLED";

    /// <summary>OpenTelemetry's own variables, as the environment and the command line give them.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Operators may scrape <c>/metrics</c>. Not unless they want to: each event that is counted then costs some tens of nanoseconds for
    /// each of its instruments, which is a part of what a small message costs.
    /// </summary>
    public bool IsScraped { get; init; }

    /// <summary>Which part of what begins here is traced, from 0 to 1, unless <see cref="TracesSampler"/> says otherwise.</summary>
    public double TraceRatio { get; init; } = 0.01;

    /// <summary>
    /// This server is the one of its process that exports traces: activities are the process's, and each would export those of all.
    /// </summary>
    public bool TracesProcess { get; init; } = true;

    public bool IsDisabled => string.Equals(Of(SdkDisabled), "true", StringComparison.OrdinalIgnoreCase);

    public bool ExportsTraces => TracesProcess && Exports(TracesEndpoint, TracesExporter);

    public bool ExportsMetrics => Exports(MetricsEndpoint, MetricsExporter);

    /// <summary>Where there are no operators nobody scrapes.</summary>
    public TelemetryOptions For(OperatorAccess operators) => this with { IsScraped = IsScraped && operators != OperatorAccess.Nobody };

    public string? Of(string variable) => Variables.GetValueOrDefault(variable) is { Length: > 0 } value ? value : null;

    /// <summary>By itself OpenTelemetry exports to this machine. A server that was told of no collector has none.</summary>
    private bool Exports(string endpoint, string exporter) =>
        !IsDisabled && (Of(Endpoint) ?? Of(endpoint)) is not null && Of(exporter) is null or "otlp";
}
