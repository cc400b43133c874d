using Gossamer.ApiPages;

var root = PackageProject.FindRoot(AppContext.BaseDirectory);
var site = PackageProject.ReadSite(root, AppContext.BaseDirectory);
var changed = PageFolder.Write(Path.Combine(root, "docs", "api"), site.Pages);
foreach (var problem in site.Problems)
    await Console.Error.WriteLineAsync(problem);

Console.WriteLine($"docs/api: {site.Pages.Count} pages, {changed} changed, {site.Problems.Count} problems");
return site.Problems.Count == 0 ? 0 : 1;
