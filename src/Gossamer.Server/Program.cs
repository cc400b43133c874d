using Gossamer.Server.CommandLine;

return await GossamerCommand.RunAsync(args);
