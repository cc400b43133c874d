using Gossamer.Server.Configuration;

namespace Gossamer.Server.Doctor;

/// <summary>By which keys servers know each other, and who may read the files that hold the private ones.</summary>
internal static class KeyCheck
{
    private const string Name = "keys";

    /// <summary>Of settings that were read: that a key is there and matches was looked at then.</summary>
    public static IEnumerable<Finding> Run(Patient patient)
    {
        var keys = patient.Settings.Keys;
        var others = patient.Peers.Where(static peer => !peer.IsLegacy).ToList();
        if (!patient.HasKeys)
            yield break; // that is told already
        if (others.Count == 0)
        {
            yield return Finding.Ok(Name, "there is no other server to be known by one");
            yield break;
        }

        if (keys.AllowsDerived)
            yield return Finding.Warning(
                Name, "servers have no keys; in Development, on one machine, they link all the same",
                "Give each a key before they leave it");
        var shared = others.Where(server => !keys.PublicKeys.ContainsKey(server.Id))
            .Select(static server => server.Id.Value).ToList();
        if (!keys.AllowsDerived && shared.Count > 0)
            yield return Finding.Warning(
                Name, $"{string.Join(", ", shared)} and this server know each other by a key that all share; who steals it is any of them",
                "Make a key for each with \"gossamer key new\", and put its public half into the configuration of all");
        if (keys.PrivateKey is not null)
            yield return Finding.Ok(Name, OwnKey(patient.Self));
        if (shared.Count < others.Count)
            yield return Finding.Ok(Name, $"public keys of {others.Count - shared.Count} of {others.Count} other servers are known");
    }

    /// <param name="path">A file with a secret in it.</param>
    /// <param name="what">What it is.</param>
    public static Finding? Permissions(string path, string what)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;
        var mode = File.GetUnixFileMode(path);
        const UnixFileMode Everybody = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        var octal = Convert.ToString((int)mode & 0b111_111_111, 8).PadLeft(4, '0');
        if ((mode & Everybody) != UnixFileMode.None)
            return Finding.Fault(Name, $"everybody on this machine may read or change {what} {path} (mode {octal})", $"chmod 600 {path}");
        return (mode & Group) != UnixFileMode.None
            ? Finding.Warning(Name, $"a group may read or change {what} {path} (mode {octal})", $"chmod 600 {path}, unless that is meant")
            : Finding.Ok(Name, $"{what} {path} is its owner's alone (mode {octal})");
    }

    private static string OwnKey(ServerEntry self) => self.PublicKey is null
        ? $"the private key of {self.Id.Value} is there; the others have to have its public half, which is not in the configuration here"
        : $"the private key of {self.Id.Value} is there, and is the one that the configuration has the public half of";
}
