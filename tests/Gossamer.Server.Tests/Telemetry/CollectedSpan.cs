using Google.Protobuf;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>A span as it came over the wire (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal sealed record CollectedSpan(string Name, string TraceId, string SpanId, string ParentId, Dictionary<string, string> Tags)
{
    /// <summary>Of the server that sent it.</summary>
    public Dictionary<string, string> Resource { get; init; } = [];

    /// <summary>ExportTraceServiceRequest: 1 = ResourceSpans { 1 = Resource { 1 = attributes }, 2 = ScopeSpans { 2 = Span } }.</summary>
    public static IEnumerable<CollectedSpan> Read(byte[] request)
    {
        foreach (var (_, resourceSpans) in Fields(request).Where(static field => field.Number == 1))
        {
            var fields = Fields(resourceSpans);
            var resource = Attributes(fields.Where(static field => field.Number == 1).SelectMany(field => Fields(field.Bytes)), number: 1);
            foreach (var (_, scope) in fields.Where(static field => field.Number == 2))
                foreach (var (_, span) in Fields(scope).Where(static field => field.Number == 2))
                    yield return ReadSpan(Fields(span)) with { Resource = resource };
        }
    }

    private static CollectedSpan ReadSpan(List<(int Number, byte[] Bytes)> fields)
    {
        return new(Text(5), Hex(1), Hex(2), Hex(4), Attributes(fields, number: 9));

        byte[] Of(int number) => fields.Find(field => field.Number == number).Bytes ?? [];
        string Text(int number) => System.Text.Encoding.UTF8.GetString(Of(number));
        string Hex(int number) => Convert.ToHexStringLower(Of(number));
    }

    /// <summary>KeyValue { 1 = key, 2 = AnyValue { 1 = string, 3 = integer } }.</summary>
    private static Dictionary<string, string> Attributes(IEnumerable<(int Number, byte[] Bytes)> fields, int number)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, attribute) in fields.Where(field => field.Number == number))
        {
            var parts = Fields(attribute);
            var key = System.Text.Encoding.UTF8.GetString(parts.Find(static part => part.Number == 1).Bytes);
            all[key] = parts.Find(static part => part.Number == 2).Bytes is { } value ? ValueOf(value) : "";
        }

        return all;
    }

    private static string ValueOf(byte[] any)
    {
        var input = new CodedInputStream(any);
        return input.ReadTag() switch
        {
            10 => input.ReadString(), // 1, length-delimited
            24 => $"{input.ReadInt64()}", // 3, varint
            _ => "",
        };
    }

    /// <summary>The length-delimited fields of a message.</summary>
    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray()));
            else
                input.SkipLastField();
        return fields;
    }
}
