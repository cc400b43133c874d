namespace Gossamer.SocketIO.Generators.Model;

/// <summary>An interface of a hub's clients.</summary>
/// <param name="Type">Fully qualified.</param>
/// <param name="Methods">Those of the interfaces that it extends among them.</param>
internal sealed record ClientModel(string Type, EquatableArray<ClientMethodModel> Methods);
