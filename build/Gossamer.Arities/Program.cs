using Gossamer.Arities;

// dotnet run --project build/Gossamer.Arities, in the repository's root: writes the members of one to eight typed arguments anew.
var folder = Path.Combine(args.FirstOrDefault() ?? ".", ArityFiles.Folder);
if (Directory.Exists(folder))
    Directory.Delete(folder, recursive: true);
Directory.CreateDirectory(folder);
foreach (var (name, text) in ArityFiles.All)
    File.WriteAllText(Path.Combine(folder, name), text);
Console.WriteLine($"{ArityFiles.All.Count} files in {folder}");
