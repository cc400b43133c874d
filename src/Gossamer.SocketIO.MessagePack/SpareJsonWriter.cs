using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>A JSON writer for one packet, kept by its thread for the next.</summary>
internal static class SpareJsonWriter
{
    private static readonly ArrayBufferWriter<byte> Nowhere = new(); // a writer that is kept holds on to no packet

    [ThreadStatic]
    private static Utf8JsonWriter? _spare;

    /// <summary>A writer that checks nothing: what uses it writes JSON.</summary>
    public static Utf8JsonWriter Take(IBufferWriter<byte> output)
    {
        if (_spare is not { } writer)
            return new(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _spare = null;
        writer.Reset(output);
        return writer;
    }

    /// <summary>All is written.</summary>
    public static void Return(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset(Nowhere);
        _spare = writer;
    }
}
