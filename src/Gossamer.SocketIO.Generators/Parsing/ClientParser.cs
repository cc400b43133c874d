using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>The interface of a hub's clients.</summary>
internal static class ClientParser
{
    /// <summary>Null: the hub has none, or what it has is no interface.</summary>
    public static ClientModel? Parse(INamedTypeSymbol hub, Action<DiagnosticModel> report)
    {
        var client = hub.SelfAndBases().FirstOrDefault(static one => one.Is(HubParser.HubType, 1))?.TypeArguments[0];
        if (client is null)
            return null;
        if (client is not INamedTypeSymbol { TypeKind: TypeKind.Interface } type)
        {
            report(DiagnosticModel.Create(
                HubDiagnostics.ClientType, hub.Locations.FirstOrDefault(), client.ToDisplayString(), hub.ToDisplayString()));
            return null;
        }

        var methods = new List<ClientMethodModel>();
        foreach (var member in type.AllInterfaces.Prepend(type).SelectMany(static one => one.GetMembers()))
        {
            if (member.IsStatic || !member.IsAbstract || member is IMethodSymbol { AssociatedSymbol: not null })
                continue;
            if (Parse(member, hub, report) is { } method)
                methods.Add(method);
        }

        return new ClientModel(type.InCode(), methods.ToEquatable());
    }

    private static ClientMethodModel? Parse(ISymbol member, INamedTypeSymbol hub, Action<DiagnosticModel> report)
    {
        var name = member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        var location = member.Locations.FirstOrDefault(static one => one.IsInSource) ?? hub.Locations.FirstOrDefault();
        if (member is not IMethodSymbol method || Classify(method.ReturnType) is not var (isValueTask, answer, type))
        {
            report(DiagnosticModel.Create(HubDiagnostics.ClientMember, location, name));
            return null;
        }

        if (method.IsGenericMethod)
            report(DiagnosticModel.Create(HubDiagnostics.Generic, location, name));
        var eventName = EventNames.Of(method);
        if (EventNames.ReservedBy(eventName) is { } reserved)
            report(DiagnosticModel.Create(HubDiagnostics.Reserved, location, eventName, name, reserved));
        foreach (var parameter in method.Parameters)
        {
            if (ParameterParser.Fault(parameter) is { } fault)
                report(DiagnosticModel.Create(HubDiagnostics.Parameter, location, parameter.Name, name, fault));
        }

        return new ClientMethodModel(
            method.ContainingType.InCode(),
            Identifiers.Escape(method.Name),
            eventName,
            method.Parameters.Select(ParameterParser.ParseClients).ToEquatable(),
            method.ReturnType.InCode(),
            isValueTask,
            answer,
            type);
    }

    private static (bool IsValueTask, AnswerKind Answer, string Type)? Classify(ITypeSymbol type)
    {
        var isValueTask = type.Is("System.Threading.Tasks.ValueTask");
        if (!isValueTask && !type.Is("System.Threading.Tasks.Task"))
            return null;
        var arguments = ((INamedTypeSymbol)type).TypeArguments;
        if (arguments.Length == 0)
            return (isValueTask, AnswerKind.None, "");
        var answer = arguments[0];
        return answer.Is("Gossamer.SocketIO.AckResult", 1)
            ? (isValueTask, AnswerKind.Result, ((INamedTypeSymbol)answer).TypeArguments[0].InCode())
            : (isValueTask, AnswerKind.Value, answer.InCode());
    }
}
