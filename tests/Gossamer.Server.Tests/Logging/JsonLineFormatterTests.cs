using System.Diagnostics;
using System.Text.Json;
using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class JsonLineFormatterTests
{
    [Fact]
    public void Write_AnEvent_IsOneObjectWithItsValues() => Write("Anna connected 2 times", ("User", "Anna"), ("Connections", 2))
        .ShouldBe(
            """
            {"time":"2026-01-01T12:00:00.123Z","level":"info","server":"server-1","category":"Gossamer.Server.Chat.ChatSession",
            "event":4101,"name":"Connected","message":"Anna connected 2 times","values":{"User":"Anna","Connections":2}}
            """.ReplaceLineEndings("") + Environment.NewLine);

    [Fact]
    public void Write_LineEndsEscapesAndHalfCharacters_StaysOneObjectOnOneLine()
    {
        const string Odd = "bad\r\nname\u001b[31m\u2028\u202e\ud800";

        var line = Write(Odd, ("User", Odd), ("Nothing", null), ("Number", double.NaN), ("Is", true));

        line.TrimEnd().ShouldAllBe(static c => c >= ' ' && c <= '~');
        using var json = JsonDocument.Parse(line);
        json.RootElement.GetProperty("message").GetString()!.ShouldStartWith("bad\r\nname\u001b[31m");
        var values = json.RootElement.GetProperty("values");
        values.GetProperty("Nothing").ValueKind.ShouldBe(JsonValueKind.Null);
        values.GetProperty("Number").GetString().ShouldBe("NaN");
        values.GetProperty("Is").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Write_AValueWithoutEnd_IsCutOff()
    {
        Write(new string('x', 1_000_000), ("Text", new string('y', 1_000_000))).Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Write_WithinWhatIsTraced_NamesTheTrace()
    {
        using var activity = new Activity("something").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        using var json = JsonDocument.Parse(Write("hi"));

        json.RootElement.GetProperty("trace").GetString().ShouldBe(activity.TraceId.ToHexString());
        json.RootElement.GetProperty("span").GetString().ShouldBe(activity.SpanId.ToHexString());
    }

    private static string Write(string message, params (string Key, object? Value)[] values)
    {
        using var output = new StringWriter();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero));
        List<KeyValuePair<string, object?>> state =
            [.. values.Select(static value => KeyValuePair.Create(value.Key, value.Value)), new("{OriginalFormat}", "a template")];
        var entry = new LogEntry<List<KeyValuePair<string, object?>>>(
            LogLevel.Information, "Gossamer.Server.Chat.ChatSession", new EventId(4101, "Connected"), state, null, (_, _) => message);
        new JsonLineFormatter("server-1", time, new LogThrottle(new LogOptions { LinesPerSecond = 0 }, time)).Write(entry, null, output);
        return output.ToString();
    }
}
