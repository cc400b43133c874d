using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gossamer.Server.Logging;

/// <summary>
/// One event, one line, one JSON object, with the values that the message is made of:
/// <code>
/// {"time":"2026-01-01T12:00:00.123Z","level":"info","server":"server-1","category":"Gossamer.Server.Chat.ChatSession","event":4101,
/// "name":"Connected","message":"Anna connected 1 times (x7Tn...)","values":{"User":"Anna","Connections":1},
/// "trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7"}
/// </code>
/// <c>values</c> only if there are any, <c>trace</c> and <c>span</c> only of what is traced. All but ASCII is escaped: no line end and no
/// escape sequence gets through to a terminal.
/// </summary>
internal sealed class JsonLineFormatter(string server, TimeProvider time, LogThrottle throttle) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gossamer-json";

    private const string Template = "{OriginalFormat}";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = throttle.LevelOf(logEntry.Category, logEntry.EventId, logEntry.LogLevel);
        if (level == LogLevel.None)
            return;
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", LogLine.Word(level));
            json.WriteString("server", server);
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("name", logEntry.EventId.Name);
            json.WriteString("message", LogLine.MessageOf(logEntry));
            WriteValues(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            WriteTrace(json);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        if (!values.Any(static value => value.Key != Template))
            return;
        json.WriteStartObject("values");
        foreach (var (key, value) in values)
            if (key != Template)
                Write(json, key, value);
        json.WriteEndObject();
    }

    /// <summary>Ids and names of users have a text of their own; of numbers, programs want the number.</summary>
    private static void Write(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case int or long or uint or short or byte:
                json.WriteNumber(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                json.WriteNumber(key, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            default:
                json.WriteString(key, LogLine.Shortened(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    /// <summary>Lines are formatted on the thread that logs.</summary>
    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Recorded: true } activity)
            return;
        json.WriteString("trace", activity.TraceId.ToHexString());
        json.WriteString("span", activity.SpanId.ToHexString());
    }
}
