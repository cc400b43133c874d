using System.Globalization;
using System.Text;

namespace Gossamer.Server.Doctor;

/// <summary>Which process listens at a port, by Linux' own books.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Command">Its command line.</param>
internal sealed record PortOwner(int Id, string[] Command)
{
    private const string Listening = "0A"; // include/net/tcp_states.h
    private const int MostShown = 100;

    private static readonly string[] Books = ["/proc/net/tcp", "/proc/net/tcp6"];

    public string Shown
    {
        get
        {
            var words = string.Join(' ', Command);
            return $"process {Id} ({(words.Length > MostShown ? words[..MostShown] + "..." : words)})";
        }
    }

    /// <summary>Whether it is the server itself: <c>gossamer serve config id</c>, or <c>gossamer up</c>, which runs all.</summary>
    public bool Is(string id) => Array.Exists(Command, static word => Path.GetFileNameWithoutExtension(word) == "gossamer")
        && (Array.IndexOf(Command, "serve") is var serve and >= 0 ? Array.IndexOf(Command, id) > serve : true);

    /// <summary>Null: nobody, another user's, or not to be found out on this system.</summary>
    public static PortOwner? Find(int port)
    {
        try
        {
            var sockets = Books.Where(File.Exists)
                .SelectMany(file => InodesOf(File.ReadLines(file), port)).ToHashSet(StringComparer.Ordinal);
            return sockets.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Select(folder => OwnerIn(folder, sockets))
                .FirstOrDefault(static owner => owner is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// <code>
    ///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
    ///    0: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 ...
    /// </code>
    /// </summary>
    internal static IEnumerable<string> InodesOf(IEnumerable<string> lines, int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return lines.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(static fields => $"socket:[{fields[9]}]");
    }

    private static PortOwner? OwnerIn(string folder, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            return Directory.EnumerateFiles(Path.Combine(folder, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target))
                ? new PortOwner(id, CommandIn(folder))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended, or is another user's
        }
    }

    private static string[] CommandIn(string folder) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
