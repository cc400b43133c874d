using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gossamer.Server.Configuration;

/// <summary>Reads the configuration file: from a path to bytes, from bytes to JSON, and every way in which that fails.</summary>
internal static class ConfigFile
{
    /// <summary>Far above any real list of servers; keeps a mistaken path to a large file from filling the memory.</summary>
    private const int MaxBytes = 1 << 20;

    public static bool TryRead(string path, [NotNullWhen(true)] out ClusterConfig? config, [NotNullWhen(false)] out ConfigError? error)
    {
        config = null;
        if (!TryReadBytes(path, out var utf8, out error) || !TryParse(path, utf8, out config, out error))
            return false;
        config = config with { Revision = RevisionOf(utf8) };
        return true;
    }

    /// <summary>
    /// Which content the file has now. Of the content, for what a link on the way leads to may be exchanged without a trace at the file
    /// itself, as Kubernetes does with what it mounts.
    /// </summary>
    /// <returns>Null: it cannot be read.</returns>
    public static string? RevisionOf(string path) => TryReadBytes(path, out var utf8, out _) ? RevisionOf(utf8) : null;

    private static string RevisionOf(ReadOnlyMemory<byte> utf8) => Convert.ToHexString(SHA256.HashData(utf8.Span));

    /// <summary>Parses the content of a configuration file. <paramref name="file"/> is only used to name it in errors.</summary>
    public static bool TryParse(
        string file, ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out ClusterConfig? config, [NotNullWhen(false)] out ConfigError? error)
    {
        config = null;
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return new ClusterReader(file).TryRead(document.RootElement, out config, out error);
        }
        catch (JsonException broken)
        {
            error = Broken(file, broken, utf8.Span);
            return false;
        }
        catch (InvalidOperationException)
        {
            // The parser compares property names to find duplicates and throws this for one that is no text, such as "\ud800".
            error = new ConfigError(file, null, "holds a name that is not valid Unicode", "Correct it");
            return false;
        }
    }

    private static bool TryReadBytes(string path, out ReadOnlyMemory<byte> utf8, [NotNullWhen(false)] out ConfigError? error)
    {
        utf8 = default;
        error = null;
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                error = new ConfigError(path, null, $"is larger than {MaxBytes} bytes", "Give the path of a configuration file");
                return false;
            }
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            utf8 = bytes;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            error = new ConfigError(path, null, $"there is no such file (looked for {Path.GetFullPath(path)})",
                "Start in the folder that holds it or give its path");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            error = new ConfigError(
                path, null, "cannot be read: " + problem.Message.TrimEnd('.'), "Give the path of a file that may be read");
        }
        return error is null;
    }

    private static ConfigError Broken(string file, JsonException broken, ReadOnlySpan<byte> utf8)
    {
        // System.Text.Json ends its messages with the position, counted from 0 and in bytes, and advice to programmers.
        string[] additions = [" LineNumber:", " Change the reader options", " encountered during"];
        var problem = broken.Message.Split(additions, StringSplitOptions.None)[0].TrimEnd('.');
        if (broken is not { LineNumber: { } line, BytePositionInLine: { } column })
            return new ConfigError(file, null, problem, "Correct it");
        return new ConfigError(
            file,
            string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {CharactersBefore(utf8, line, column) + 1}"),
            "broken JSON, " + problem,
            "Correct it there or just before");
    }

    private static int CharactersBefore(ReadOnlySpan<byte> utf8, long line, long bytePosition)
    {
        for (; line > 0 && utf8.IndexOf((byte)'\n') is >= 0 and var end; line--)
            utf8 = utf8[(end + 1)..];
        return Encoding.UTF8.GetCharCount(utf8[..(int)Math.Min(bytePosition, utf8.Length)]);
    }
}
