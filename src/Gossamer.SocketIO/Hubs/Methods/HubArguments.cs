namespace Gossamer.SocketIO.Hubs;

/// <summary>What is done with a method's arguments: read, shown to filters, and taken back from these.</summary>
internal readonly record struct HubArguments<TArguments>(
    Func<SocketArgumentTypes, SocketArgumentsReader<TArguments>> Bind,
    Func<TArguments, object?[]> Pack,
    Func<IReadOnlyList<object?>, TArguments> Unpack);
