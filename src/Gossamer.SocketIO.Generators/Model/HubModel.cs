namespace Gossamer.SocketIO.Generators.Model;

/// <summary>A hub class, as far as its code is made from it: texts alone, so that it is equal to itself in the next compilation.</summary>
/// <param name="FileName">Of the generated file, without an extension.</param>
/// <param name="Namespace">Empty: the global one.</param>
/// <param name="Declarations">The types around the hub and the hub itself, outermost first: <c>partial class ChatHub</c>.</param>
/// <param name="Type">The hub, fully qualified.</param>
/// <param name="Creation">Makes one from <c>services</c>; empty when that cannot be.</param>
/// <param name="Metadata">Makes its attributes.</param>
/// <param name="Methods">Its events.</param>
/// <param name="Client">Its clients' interface; null: none.</param>
/// <param name="Diagnostics">With an error among them no code is made.</param>
internal sealed record HubModel(
    string FileName,
    string Namespace,
    EquatableArray<string> Declarations,
    string Type,
    string Creation,
    EquatableArray<string> Metadata,
    EquatableArray<MethodModel> Methods,
    ClientModel? Client,
    EquatableArray<DiagnosticModel> Diagnostics);
