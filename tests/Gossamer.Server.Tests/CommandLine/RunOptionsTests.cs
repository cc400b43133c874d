using System.Collections.Immutable;
using System.CommandLine;
using Gossamer.Server.Chat;
using Gossamer.Server.CommandLine;
using Gossamer.Server.Limits;
using Gossamer.Server.Logging;
using Gossamer.Server.Telemetry;
using Gossamer.SocketIO;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.CommandLine;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("--copies 1", 1)]
    [InlineData("--copies 2", 2)]
    public void Read_Copies_IsOnHowManyServersAMessageIs(string args, int copies)
    {
        var (options, parsed) = Parse(args);

        parsed.Errors.ShouldBeEmpty();
        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().Copies.ShouldBe(copies);
    }

    [Theory]
    [InlineData("--copies 0", "--copies: 0 is out of range. Give servers from 1 to 2.")]
    [InlineData("--copies 3", "--copies: 3 is out of range. Give servers from 1 to 2.")]
    [InlineData("--session-window 999", "--session-window: 999 is out of range. Give 0, or milliseconds from 1000 to 3600000.")]
    public void Parse_ANumberOutOfRange_IsRefused(string args, string problem) =>
        Parse(args).Parsed.Errors.ShouldHaveSingleItem().Message.ShouldBe(problem);

    [Theory]
    [InlineData("--trace-ratio 2", "--trace-ratio: 2 is out of range. Give a number from 0 to 1.")]
    [InlineData("--trace-ratio NaN", "--trace-ratio: NaN is out of range. Give a number from 0 to 1.")]
    public void Parse_ARatioOutOfRange_IsRefused(string args, string problem) =>
        Parse(args).Parsed.Errors.ShouldHaveSingleItem().Message.ShouldBe(problem);

    [Theory]
    [InlineData(
        "--otlp-endpoint here",
        "--otlp-endpoint: \"here\" is no http or https URL. Give that of the collector, such as http://127.0.0.1:4317.")]
    [InlineData(
        "--log-category Microsoft=Debug",
        "--log-category: \"Microsoft=Debug\" is no category of this program with a level. Give one such as Gossamer.Mesh=Debug.")]
    [InlineData(
        "--log-category Gossamer.Mesh=17",
        "--log-category: \"Gossamer.Mesh=17\" is no category of this program with a level. Give one such as Gossamer.Mesh=Debug.")]
    public void Read_WhatIsNoCollectorOrCategory_IsRefused(string args, string problem)
    {
        var (options, parsed) = Parse(args);

        options.Read(parsed, out _).ShouldBe(problem);
    }

    [Fact]
    public void Read_LogAndTelemetry_AreAsGiven()
    {
        var (options, parsed) = Parse(
            "--log-category Gossamer.Mesh=debug --log-format json --metrics --trace-ratio 0.5 --otlp-endpoint http://collector:4317");

        options.Read(parsed, out var settings).ShouldBeNull();

        var (log, telemetry) = (settings.ShouldNotBeNull().Log, settings.Telemetry);
        log.Categories.ShouldBe([new("Gossamer.Mesh", LogLevel.Debug)]);
        log.Format.ShouldBe(LogFormat.Json);
        (telemetry.IsScraped, telemetry.TraceRatio).ShouldBe((true, 0.5));
        (telemetry.ExportsTraces, telemetry.ExportsMetrics).ShouldBe((true, true));
        telemetry.Of(TelemetryOptions.Endpoint).ShouldBe("http://collector:4317");
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4317", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_SDK_DISABLED=true", false, false)]
    public void Exports_ByOpenTelemetrysVariables_AreAsTheySay(string variables, bool traces, bool metrics)
    {
        var options = new TelemetryOptions
        {
            Variables = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('='))
                .ToImmutableDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal),
        };

        (options.ExportsTraces, options.ExportsMetrics).ShouldBe((traces, metrics));
        (options with { TracesProcess = false }).ExportsTraces.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", 12_000)]
    [InlineData("--session-window 0", 0)]
    [InlineData("--session-window 1000", 1_000)]
    public void Read_SessionWindow_IsForHowLongClientsMayComeBack(string args, int milliseconds)
    {
        var (options, parsed) = Parse(args);

        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().SessionWindow.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(1, 100_000_000)]
    [InlineData(4, 25_000_000)]
    [InlineData(1_000, 1_048_576)]
    public void Read_MaxMemory_IsTheProcessesAndSharedByItsServers(int servers, long each)
    {
        var (options, parsed) = Parse("--max-memory 100000000");

        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().SharedBy(servers).MaxMemory.ShouldBe(each);
    }

    [Fact]
    public void Read_Rates_AreThoseOfAConnectionAndMoreForAddressAndUser()
    {
        var (options, parsed) = Parse("--im-rate 50 --identify-rate 0 --max-text 100 --user-connections 10 --log-lines 0");

        options.Read(parsed, out var settings).ShouldBeNull();

        var chat = settings.ShouldNotBeNull().Chat;
        chat.Rates.Messages.ShouldBe(new EventRates(new(50, 250), User: new(1_000, 5_000), Address: new(500, 2_500)));
        chat.Rates.Identify.Address.Interval.ShouldBe(0);
        chat.Rates.Watch.ShouldBe(new RateOptions().Watch);
        (chat.MaxTextLength, chat.MaxConnectionsPerUser, settings.Log.LinesPerSecond).ShouldBe((100, 10, 0));
    }

    [Fact]
    public void Read_SessionLimits_AreThoseOfTheLibraryWhereTheyAreNotGiven()
    {
        var (options, parsed) = Parse("--address-handshakes 7 --address-sessions 8");
        options.Read(parsed, out var settings).ShouldBeNull();
        var library = new SocketIOOptions();

        settings.ShouldNotBeNull().Sessions.ApplyTo(library);

        (library.HandshakesPerSecondPerAddress, library.HandshakeBurstPerAddress).ShouldBe((7, 14));
        (library.MaxSessionsPerAddress, library.MaxSessions).ShouldBe((8, new SocketIOOptions().MaxSessions));
    }

    [Fact]
    public void Read_WithoutRates_HasTheStandardOnes()
    {
        var (options, parsed) = Parse("");

        options.Read(parsed, out var settings).ShouldBeNull();

        settings.ShouldNotBeNull().Chat.ShouldBe(new ChatOptions());
    }

    [Fact]
    public void Read_Proxies_AreAddressesAndNetworks()
    {
        var (options, parsed) = Parse("--proxy 10.0.0.0/8 --proxy ::1 --proxy 192.0.2.7");

        options.Read(parsed, out var settings).ShouldBeNull();

        settings.ShouldNotBeNull().Proxies.Select(static network => $"{network}").ShouldBe(["10.0.0.0/8", "::1/128", "192.0.2.7/32"]);
    }

    [Fact]
    public void Read_APublicUrl_IsASite()
    {
        var (options, parsed) = Parse("--public-url https://chat.example/");

        options.Read(parsed, out var settings).ShouldBeNull();

        settings.ShouldNotBeNull().PublicUrl.ShouldBe(new Uri("https://chat.example"));
    }

    [Theory]
    [InlineData("--proxy nobody", "--proxy: \"nobody\" is neither an address nor a network. Give one such as 10.0.0.7 or 10.0.0.0/8.")]
    [InlineData(
        "--allowed-host http://a", "--allowed-host: \"http://a\" is not a name. Give it without scheme and port, such as chat.example.")]
    [InlineData(
        "--public-url chat.example",
        "--public-url: \"chat.example\" is not the address of a site. Give scheme and host, such as https://chat.example.")]
    public void Read_WhatIsNone_IsRefused(string args, string problem)
    {
        var (options, parsed) = Parse(args);

        options.Read(parsed, out _).ShouldBe(problem);
    }

    private static (RunOptions Options, ParseResult Parsed) Parse(string args)
    {
        var options = new RunOptions();
        var command = new Command("test");
        options.AddTo(command);
        return (options, command.Parse(args));
    }
}
