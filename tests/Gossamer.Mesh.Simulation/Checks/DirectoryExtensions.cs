namespace Gossamer.Mesh.Simulation;

internal static class DirectoryExtensions
{
    /// <summary>All names of one moment, in the order in which the directory has them.</summary>
    internal static string[] NamesInOrder(this UserDirectory directory)
    {
        List<string> names = [];
        for (var walk = directory.Current.Walk(); walk.MoveNext();)
            names.Add(walk.Name.ToString());
        return [.. names];
    }
}
