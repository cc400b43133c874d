namespace Gossamer.Server.CommandLine;

/// <summary>A file that nobody but its owner may read, from its first byte on.</summary>
internal static class PrivateFile
{
    /// <summary>Returns null, or why it was not written.</summary>
    public static async Task<string?> WriteAsync(string path, string text)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var writer = new StreamWriter(path, options);
            await writer.WriteAsync(text);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return File.Exists(path) ? $"{path} exists already" : $"{path} cannot be written: {e.Message.TrimEnd('.')}";
        }
    }
}
