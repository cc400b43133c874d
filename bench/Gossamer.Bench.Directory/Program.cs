// The directory of users with 100,000 names: memory and time of each operation. bench/run directory [names]
using System.Globalization;
using Gossamer.Bench.Directory;

var names = RandomNames.Make(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000);
Console.WriteLine("| | |");
Console.WriteLine("|---|---:|");
Footprint.Print(names);
Timings.Print(names, servers: 4);
Timings.Print(names, servers: 64);
