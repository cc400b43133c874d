namespace Gossamer.Arities;

/// <summary>What writes typed arguments: events, and answers.</summary>
internal static class Emits
{
    /// <summary>Lets the type that is given win over one more argument where an argument is of a derived type.</summary>
    private const string Preferred = "[OverloadResolutionPriority(1)]";

    private const string Usings = "System.Runtime.CompilerServices System.Text.Json.Serialization.Metadata Gossamer.SocketIO.Json";

    public static string EmitAsync()
    {
        var source = new Source(
            "System.Runtime.CompilerServices System.Text.Json.Serialization.Metadata",
            "Gossamer.SocketIO",
            "Emits events of typed arguments.",
            "public abstract partial class Emitter");
        foreach (var arity in Arity.All)
        {
            string[] documented = [$"<summary>Emits an event with {arity.Words}.</summary>", "<inheritdoc cref=\"EmitAsync(string)\"/>"];
            source.Member(documented).Calls(
                $"public ValueTask EmitAsync<{arity.Types}>(",
                ["string name", .. arity.Parameters],
                "EmitAsync(Encode(",
                ["name", .. arity.Names[..^1], arity.Names[^1] + ")"]);
            source.Member(documented).Line(1, Preferred).Calls(
                $"public ValueTask EmitAsync<{arity.Types}>(",
                ["string name", .. arity.TypedParameters],
                "EmitAsync(Encode(",
                ["name", .. arity.TypedNames[..^1], arity.TypedNames[^1] + ")"]);
        }

        return source.ToString();
    }

    public static string Encode()
    {
        var source = new Source(Usings, "Gossamer.SocketIO", "Encodes events of typed arguments.", "public abstract partial class Emitter");
        foreach (var arity in Arity.All)
        {
            string[] documented =
            [
                $"<summary>Encodes an event with {arity.Words} once, to be emitted later or several times.</summary>",
                "<inheritdoc cref=\"Encode(string)\"/>",
            ];
            var values = arity.TypeList.Zip(arity.Names, static (type, name) => $"{name}, TypeInfo<{type}>()");
            source.Member(documented).List(1, $"public EncodedPacket Encode<{arity.Types}>(", ["string name", .. arity.Parameters], ") =>");
            AddWrite(source, arity, "EncodeState(name, ", values);
            values = arity.Names.Zip(arity.TypeNames, static (name, type) => $"{name}, SocketIOJson.For({type})");
            source.Member(documented).Line(1, Preferred).List(
                1, $"public EncodedPacket Encode<{arity.Types}>(", ["string name", .. arity.TypedParameters], ") =>");
            AddWrite(source, arity, "EncodeState(name, ", values);
        }

        return source.ToString();
    }

    public static string Answers()
    {
        var source = new Source(
            Usings, "Gossamer.SocketIO", "Answers of typed arguments.", "public readonly partial struct Acknowledgement");
        foreach (var arity in Arity.All)
        {
            var values = arity.TypeList.Zip(arity.Names, static (type, name) => $"{name}, TypeInfo<{type}>()");
            source.Member($"<summary>Answers with {arity.Words}, written as <see cref=\"SocketIOOptions.Json\"/> says.</summary>").List(
                1, $"public void Send<{arity.Types}>(", arity.Parameters, ")");
            source.Line(1, "{").Line(2, "if (_pending is not null)");
            AddWrite(source, arity, "    SendState(", values).Line(1, "}");

            values = arity.Names.Zip(arity.TypeNames, static (name, type) => $"{name}, SocketIOJson.For({type})");
            source.Member($"<summary>Answers with {arity.Words}.</summary>").Line(1, Preferred).List(
                1, $"public void Send<{arity.Types}>(", arity.TypedParameters, ") =>");
            AddWrite(source, arity, "SendState(", values);
        }

        return source.ToString();
    }

    /// <summary>The arguments and how each is written, as one value.</summary>
    public static string Arguments()
    {
        var source = new Source("System.Text.Json System.Text.Json.Serialization.Metadata", "Gossamer.SocketIO.Json");
        foreach (var arity in Arity.All)
        {
            source.Member(0, $"<summary>{Arity.Capital(arity.Words)}, and how to write {(arity.Count == 1 ? "it" : "them")}.</summary>");
            source.List(0, $"internal readonly struct TypedArguments<{arity.Types}>(", arity.TypedParameters, ")").Line(0, "{");
            source.Line(1, "public void Write(Utf8JsonWriter json)").Line(1, "{");
            foreach (var (name, type) in arity.Names.Zip(arity.TypeNames))
                source.Line(2, $"JsonSerializer.Serialize(json, {name}, {type});");
            source.Line(1, "}").Line(0, "}");
        }

        return source.ToString();
    }

    private static Source AddWrite(Source source, Arity arity, string call, IEnumerable<string> values) => source.List(
        2, $"{call}new TypedArguments<{arity.Types}>(", [.. values], "), static (json, a) => a.Write(json));");
}
