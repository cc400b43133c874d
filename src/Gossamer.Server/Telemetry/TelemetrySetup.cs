using System.Diagnostics.Metrics;
using Gossamer.Server.Events;
using Gossamer.Server.Http;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gossamer.Server.Telemetry;

/// <summary>
/// Measurements and traces by OpenTelemetry: <c>/metrics</c> for Prometheus, and OTLP to a collector. Without either nothing listens, and
/// nothing is measured.
/// </summary>
internal static class TelemetrySetup
{
    private const string Path = "/metrics";
    private const string Service = "gossamer";

    public static void AddTelemetry(this WebApplicationBuilder builder, string server, TelemetryOptions options)
    {
        if (options.IsDisabled || !(options.IsScraped || options.ExportsMetrics || options.ExportsTraces))
            return;
        builder.Configuration.AddInMemoryCollection(
            options.Variables.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, server));
        if (options.IsScraped || options.ExportsMetrics)
            telemetry.WithMetrics(metrics => Configure(metrics, options));
        if (options.ExportsTraces)
            telemetry.WithTracing(traces => Configure(traces, options));
    }

    /// <param name="app">The site.</param>
    /// <param name="options">Its telemetry.</param>
    /// <param name="guard">Who may scrape: answers a request, or hands it on.</param>
    public static void MapTelemetry(
        this WebApplication app, TelemetryOptions options, Func<HttpContext, Func<HttpContext, Task>, Task> guard)
    {
        if (options.IsDisabled || !options.IsScraped)
        {
            app.MapGet(Path, (HttpContext context) => guard(context, static asked => JsonAnswer.Refuse(
                asked, StatusCodes.Status404NotFound, "no-metrics", "this server measures nothing for /metrics; give it --metrics")));
            return;
        }

        var scrape = ((IEndpointRouteBuilder)app).CreateApplicationBuilder().UseOpenTelemetryPrometheusScrapingEndpoint(Path).Build();
        app.MapGet(Path, (HttpContext context) => guard(context, asked => scrape(asked)));
    }

    /// <summary>The environment has the last word (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES).</summary>
    private static void Describe(ResourceBuilder resource, string server) => resource
        .AddService(Service, serviceVersion: ProgramVersion.Text, autoGenerateServiceInstanceId: false, serviceInstanceId: server)
        .AddEnvironmentVariableDetector();

    private static void Configure(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter("Gossamer.*", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel");
        ((IDeferredMeterProviderBuilder)metrics).Configure(static (services, provider) =>
        {
            var own = services.GetRequiredService<IMeterFactory>();
            provider.AddView(instrument => IsOthers(instrument, own) ? MetricStreamConfiguration.Drop : null);
        });
        if (options.IsScraped)
            metrics.AddPrometheusExporter();
        if (options.ExportsMetrics)
            metrics.AddOtlpExporter();
    }

    /// <summary>Of another server in this process. What is of no server, such as the runtime's, is everybody's.</summary>
    private static bool IsOthers(Instrument instrument, IMeterFactory own) => instrument.Meter.Scope is { } scope && scope != own;

    private static void Configure(TracerProviderBuilder traces, TelemetryOptions options)
    {
        traces.AddSource("Gossamer.*").AddOtlpExporter();
        if (options.Of(TelemetryOptions.TracesSampler) is null)
            traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceRatio)));
    }
}
