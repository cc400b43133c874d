using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Json;

/// <summary>
/// The application's serializer options with what packets need added: bytes as attachments, and text left as it is (the wire is no
/// HTML, and escapes would treble the size of most of the world's scripts).
/// </summary>
internal static class SocketIOJson
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Prepared = [];
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> PreparedForServers = [];

    public static JsonTypeInfo<T> For<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return (JsonTypeInfo<T>)Prepare(typeInfo.Options).GetTypeInfo(typeof(T));
    }

    /// <exception cref="NotSupportedException">
    /// Nothing in the options knows how to write the type, or it is a delegate (functions do not travel), a cancellation token or
    /// <see cref="RawArguments"/>.
    /// </exception>
    public static JsonTypeInfo<T> For<T>(JsonSerializerOptions options)
    {
        ThrowIfNoArgument(typeof(T));
        return (JsonTypeInfo<T>)Prepare(options).GetTypeInfo(typeof(T));
    }

    /// <inheritdoc cref="For{T}(JsonSerializerOptions)"/>
    public static JsonTypeInfo For(Type type, JsonSerializerOptions options)
    {
        ThrowIfNoArgument(type);
        return Prepare(options).GetTypeInfo(type);
    }

    /// <summary>For what servers tell each other, where there are no attachments: bytes are base64 text.</summary>
    /// <exception cref="NotSupportedException">Nothing in the options knows the type.</exception>
    public static JsonTypeInfo ForServers(Type type, JsonSerializerOptions options) =>
        PreparedForServers.GetValue(options, static given => Copy(given, [])).GetTypeInfo(type);

    /// <summary>Reflection where the application has it; nothing known where it was published without (native AOT).</summary>
    public static JsonSerializerOptions Default { get; } = JsonSerializer.IsReflectionEnabledByDefault
        ? ReflectionOptions()
        : new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = PlainTypes.Default };

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static void ThrowIfNoArgument(Type type)
    {
        if (type.IsAssignableTo(typeof(Delegate)))
            throw new NotSupportedException(
                $"{type} is a delegate, which is no argument of an event. What a handler returns is the answer to the client's "
                + "callback (or EventMessage.Ack sends it); to ask a client for an answer there is EmitWithAckAsync.");
        if (type == typeof(CancellationToken))
            throw new NotSupportedException(
                "A CancellationToken is no argument of an event. EmitAsync takes one behind a packet that Encode made; "
                + "EmitWithAckAsync takes one behind the last argument.");
        if (type == typeof(RawArguments))
            throw new NotSupportedException("RawArguments are all arguments of an event or an answer, and cannot stand among others.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only called where reflection is enabled.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only called where reflection is enabled.")]
    private static JsonSerializerOptions ReflectionOptions() => JsonSerializerOptions.Web;

    private static JsonSerializerOptions Prepare(JsonSerializerOptions options) =>
        Prepared.GetValue(options, static given => Copy(given, [new MemoryConverter(), new ByteArrayConverter()]));

    private static JsonSerializerOptions Copy(JsonSerializerOptions given, ReadOnlySpan<JsonConverter> converters)
    {
        var prepared = new JsonSerializerOptions(given);
        prepared.Encoder ??= JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var converter in converters)
            prepared.Converters.Add(converter);
        prepared.TypeInfoResolver ??= Default.TypeInfoResolver; // options made by hand have none until they are used
        if (!prepared.TypeInfoResolverChain.Contains(PlainTypes.Default)) // where there is no reflection it is all that Default has
            prepared.TypeInfoResolverChain.Add(PlainTypes.Default);
        prepared.MakeReadOnly();
        return prepared;
    }
}
