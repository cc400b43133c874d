using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>The methods of a hub that are events.</summary>
internal static class MethodParser
{
    /// <summary>The public methods of the class and of its bases, an overridden one once, those that are no events left out.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol hub)
    {
        var overridden = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in hub.SelfAndBases().TakeWhile(static one => !HubParser.IsLibrarys(one)))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                var isSeen = overridden.Contains(method.OriginalDefinition);
                if (method.OverriddenMethod is { } other)
                    overridden.Add(other.OriginalDefinition);
                if (!isSeen && IsEvent(method))
                    yield return method;
            }
        }
    }

    public static MethodModel Parse(IMethodSymbol method, in HubReach reach, Action<DiagnosticModel> report)
    {
        var name = method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        var location = method.Locations.FirstOrDefault();
        var eventName = EventNames.Of(method);
        if (method.IsGenericMethod)
            report(DiagnosticModel.Create(HubDiagnostics.Generic, location, name));
        if (EventNames.ReservedBy(eventName) is { } reserved)
            report(DiagnosticModel.Create(HubDiagnostics.Reserved, location, eventName, name, reserved));
        foreach (var parameter in method.Parameters)
        {
            if (ParameterParser.Fault(parameter) is { } fault)
                report(DiagnosticModel.Create(HubDiagnostics.Parameter, parameter.Locations.FirstOrDefault(), parameter.Name, name, fault));
        }

        if (FaultOfResult(method) is { } unfit)
            report(DiagnosticModel.Create(HubDiagnostics.Result, location, name, unfit));
        var attributes = AttributeParser.Wanted(AttributeParser.Of(method), reach, method, report);
        if (attributes.Any(AttributeParser.HasSchemes))
            report(DiagnosticModel.Create(HubDiagnostics.Schemes, location, name));
        var (kind, type, invocation, isAsync) = Classify(method.ReturnType);
        return new MethodModel(
            method.Name,
            eventName,
            method.Parameters.Select(ParameterParser.Parse).ToEquatable(),
            attributes.Select(AttributeParser.InCode).ToEquatable(),
            kind,
            type,
            invocation,
            isAsync);
    }

    private static bool IsEvent(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false }
        && !IsLibrarys(method)
        && !(method.Name is "Dispose" or "DisposeAsync" && method.Parameters.Length == 0);

    /// <summary>Overrides what the library, or .NET, calls: <c>OnConnectedAsync</c>, <c>ToString</c>.</summary>
    private static bool IsLibrarys(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } other)
            method = other;
        return method.ContainingType.SpecialType == SpecialType.System_Object || HubParser.IsLibrarys(method.ContainingType);
    }

    private static string? FaultOfResult(IMethodSymbol method) => method switch
    {
        { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it is a reference",
        { ReturnType.TypeKind: TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer } => "it does not travel",
        { ReturnType.IsRefLikeType: true } => "it lives on the stack alone; return an array",
        { IsAsync: true, ReturnsVoid: true } => "it is async void, whose end and whose faults nobody learns; return Task",
        _ => null,
    };

    /// <param name="type">What the method returns.</param>
    /// <returns>What comes of it, of what type, and how it is made a task of that, <c>{0}</c> being the call.</returns>
    private static (ResultKind Kind, string Type, string Invocation, bool IsAsync) Classify(ITypeSymbol type)
    {
        const string Task = "System.Threading.Tasks.Task", ValueTask = "System.Threading.Tasks.ValueTask";
        const string Wrap = "new global::" + ValueTask;
        if (type.SpecialType == SpecialType.System_Void)
            return (ResultKind.Action, "", "{{ {0}; return default; }}", false);
        if (type.Is(Task, 0))
            return (ResultKind.Action, "", Wrap + "({0})", false);
        if (type.Is(ValueTask, 0))
            return (ResultKind.Action, "", "{0}", false);

        var isTask = type.Is(Task, 1);
        var isAwaited = isTask || type.Is(ValueTask, 1);
        var result = isAwaited ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (result.StreamItem(out var isChannel) is { } item)
        {
            var stream = $"global::System.Collections.Generic.IAsyncEnumerable<{item.InCode()}>";
            var items = isAwaited ? "(await {0}.ConfigureAwait(false))" : "{0}";
            if (isChannel)
                items += ".ReadAllAsync(call.CancellationToken)";
            return (ResultKind.Stream, item.InCode(), isAwaited ? items : $"{Wrap}<{stream}>({items})", isAwaited);
        }

        return (ResultKind.Function, result.InCode(), isAwaited && !isTask ? "{0}" : $"{Wrap}<{result.InCode()}>({{0}})", false);
    }
}
