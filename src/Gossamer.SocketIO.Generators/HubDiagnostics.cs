using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators;

/// <summary>What the generator tells of hubs that it cannot make code for. The ids stay what they are.</summary>
internal static class HubDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "GSIO001", "A hub is partial", "'{0}' must be partial, so that the hub '{1}' can get what calls its methods");

    public static readonly DiagnosticDescriptor NoConstructor = Error(
        "GSIO002",
        "A hub has one public constructor",
        "The hub '{0}' must have one public constructor, or one that has [ActivatorUtilitiesConstructor]");

    public static readonly DiagnosticDescriptor DuplicateEvent = Error(
        "GSIO003",
        "An event has one method",
        "'{0}' and another method of the hub '{1}' both handle the event \"{2}\"; overloads are not told apart by their arguments: "
            + "rename one, or give it an [EventName]");

    public static readonly DiagnosticDescriptor Generic = Error(
        "GSIO004", "Methods of hubs and clients are not generic", "'{0}' is generic: an event's arguments have types that are known");

    public static readonly DiagnosticDescriptor Parameter = Error(
        "GSIO005", "A parameter can be an event's argument", "The parameter '{0}' of '{1}' cannot be an event's argument: {2}");

    public static readonly DiagnosticDescriptor Result = Error(
        "GSIO006", "A hub's method returns an answer", "What '{0}' returns cannot be an answer: {1}");

    public static readonly DiagnosticDescriptor Reserved = Error(
        "GSIO007", "An event's name is not reserved", "The event \"{0}\" of '{1}' is {2}: give it another name by [EventName]");

    public static readonly DiagnosticDescriptor ClientType = Error(
        "GSIO008", "A hub's client type is an interface", "The client type '{0}' of the hub '{1}' must be an interface");

    public static readonly DiagnosticDescriptor ClientMember = Error(
        "GSIO009",
        "A client interface has methods that return tasks",
        "'{0}' cannot be an event: a client interface has methods alone, which return Task, ValueTask, or either of an answer's type");

    public static readonly DiagnosticDescriptor FileLocal = Error(
        "GSIO010", "A hub is not local to its file", "The hub '{0}' is local to its file, where no generated code reaches it");

    public static readonly DiagnosticDescriptor Schemes = new(
        "GSIO011",
        "Authentication schemes have no effect in a hub",
        "The authentication schemes of '{0}' have no effect: a client is authenticated once, by its connection's request or a check of "
            + "the namespace that sets Socket.User",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Unreachable = Error(
        "GSIO012",
        "Attributes of authorization are within a hub's reach",
        "The attribute '{0}' of '{1}' decides who may call, and cannot be made by code in the hub '{2}': make it internal or public");

    private const string Category = "Gossamer.SocketIO";

    private static readonly Dictionary<string, DiagnosticDescriptor> All = new DiagnosticDescriptor[]
    {
        NotPartial, NoConstructor, DuplicateEvent, Generic, Parameter, Result, Reserved, ClientType, ClientMember, FileLocal, Schemes,
        Unreachable,
    }.ToDictionary(static one => one.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => All[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
