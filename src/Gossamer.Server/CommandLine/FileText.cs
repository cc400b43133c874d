using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Server.CommandLine;

/// <summary>Small files that the command line names.</summary>
internal static class FileText
{
    private const int MaxBytes = 1 << 20; // far above any key: a mistaken path must not fill the memory

    public static bool TryRead(string path, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        (text, problem) = (null, null);
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                problem = $"{path} is larger than {MaxBytes} bytes";
            else
                text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = $"there is no file {path}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"{path} cannot be read: {e.Message.TrimEnd('.')}";
        }

        return text is not null;
    }
}
