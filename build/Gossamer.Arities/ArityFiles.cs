namespace Gossamer.Arities;

/// <summary>All files that are written, by their names.</summary>
internal static class ArityFiles
{
    public const string Folder = "src/Gossamer.SocketIO/Typed";

    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        .. Arity.All.Select(static arity => ($"Socket.On.{arity.Count}.cs", Handlers.OfSocket(arity))),
        .. Arity.All.Select(static arity => ($"SocketHandlerExtensions.{arity.Count}.cs", Handlers.Extensions(arity))),
        ("TypedHandlers.cs", Handlers.Readers()),
        ("Emitter.EmitAsync.cs", Emits.EmitAsync()),
        ("Emitter.Encode.cs", Emits.Encode()),
        ("Emitter.Requests.cs", Asks.Requests()),
        ("Acknowledgement.Send.cs", Emits.Answers()),
        ("TypedArguments.cs", Emits.Arguments()),
        .. Asks.OfSocket(),
        .. Asks.OfBroadcaster(),
        .. Asks.OfSocketOperator(),
    ];
}
