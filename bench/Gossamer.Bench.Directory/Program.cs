// The directory of users with 100,000 names, and that of rooms with as many: memory and time of each operation. bench/run directory [names]
using System.Globalization;
using Gossamer.Bench.Directory;

var names = RandomNames.Make(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000);
Console.WriteLine("| | |");
Console.WriteLine("|---|---:|");
Footprint.Print(names);
Footprint.PrintRooms(names.Length);
Timings.Print(names, servers: 4);
Timings.Print(names, servers: 64);
