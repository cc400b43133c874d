using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Tests;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("GSIO001", "class H : SocketHub { }", "'H' must be partial")]
    [InlineData("GSIO001", "class Outer { partial class H : SocketHub { } }", "'Outer' must be partial")]
    [InlineData("GSIO002", "partial class H : SocketHub { public H() { } public H(string s) { } }", "one public constructor")]
    [InlineData("GSIO002", "partial class H : SocketHub { private H() { } }", "one public constructor")]
    [InlineData("GSIO003", "partial class H : SocketHub { public void A() { } public void A(int i) { } }",
        "'H.A(int)' and another method of the hub 'H' both handle the event \"a\"")]
    [InlineData("GSIO003", "partial class H : SocketHub { public void Send() { } public Task SendAsync() => null!; }", "\"send\"")]
    [InlineData("GSIO004", "partial class H : SocketHub { public void A<T>(T t) { } }", "'H.A<T>(T)' is generic")]
    [InlineData("GSIO004", "interface I { Task A<T>(T t); } partial class H : SocketHub<I> { }", "'I.A<T>(T)' is generic")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(Action callback) { } }",
        "The parameter 'callback' of 'H.A(Action)' cannot be an event's argument: a delegate does not travel")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(ref int i) { } }", "it is passed by reference")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(out int i) => i = 0; }", "it is passed by reference")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(ReadOnlySpan<byte> b) { } }", "lives on the stack")]
    [InlineData("GSIO005", "partial class H : SocketHub { public unsafe void A(int* p) { } }", "a pointer")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(IAsyncEnumerable<int> s) { } }", "clients send no streams")]
    [InlineData("GSIO005", "partial class H : SocketHub { public void A(ChannelReader<int> s) { } }", "clients send no streams")]
    [InlineData("GSIO005", "interface I { Task A(Func<int> f); } partial class H : SocketHub<I> { }", "a delegate")]
    [InlineData("GSIO006", "partial class H : SocketHub { public async void A() { } }", "it is async void")]
    [InlineData("GSIO006", "partial class H : SocketHub { public Action A() => null!; }", "it does not travel")]
    [InlineData("GSIO006", "partial class H : SocketHub { int _i; public ref int A() => ref _i; }", "it is a reference")]
    [InlineData("GSIO006", "partial class H : SocketHub { public Span<int> A() => default; }", "on the stack")]
    [InlineData("GSIO007", "partial class H : SocketHub { public void Disconnect() { } }",
        "The event \"disconnect\" of 'H.Disconnect()' is reserved by Socket.IO")]
    [InlineData("GSIO007", "partial class H : SocketHub { [EventName(\"stream:x\")] public void A() { } }", "reserved for streams")]
    [InlineData("GSIO007", "interface I { Task Connect(); } partial class H : SocketHub<I> { }", "\"connect\" of 'I.Connect()'")]
    [InlineData("GSIO008", "class C { } partial class H : SocketHub<C> { }", "'C' of the hub 'H' must be an interface")]
    [InlineData("GSIO009", "interface I { void A(); } partial class H : SocketHub<I> { }", "'I.A()' cannot be an event")]
    [InlineData("GSIO009", "interface I { Task P { get; } } partial class H : SocketHub<I> { }", "'I.P' cannot be an event")]
    [InlineData("GSIO010", "file partial class H : SocketHub { }", "'H' is local to its file")]
    [InlineData("GSIO011", "[Authorize(AuthenticationSchemes = \"x\")] partial class H : SocketHub { }", "schemes of 'H' have no effect")]
    [InlineData("GSIO011", "partial class H : SocketHub { [Authorize(AuthenticationSchemes = \"x\")] public void A() { } }", "'H.A()'")]
    [InlineData("GSIO012", """
        abstract class B : SocketHub
        {
            [AdminOnly] public void A() { }
            private sealed class AdminOnlyAttribute() : AuthorizeAttribute("admin");
        }
        partial class H : B { }
        """, "The attribute 'B.AdminOnlyAttribute' of 'B.A()' decides who may call, and cannot be made by code in the hub 'H'")]
    [InlineData("GSIO012", """
        [AdminOnly] partial class H : SocketHub { }
        file sealed class AdminOnlyAttribute() : AuthorizeAttribute("admin");
        """, "'AdminOnlyAttribute' of 'H'")]
    [InlineData("GSIO012", """
        abstract class B : SocketHub { [Of<Secret>] public void A() { } private sealed class Secret; }
        partial class H : B { }
        sealed class OfAttribute<T> : Attribute, IAuthorizationRequirementData
        {
            public IEnumerable<IAuthorizationRequirement> GetRequirements() => [];
        }
        """, "'OfAttribute<B.Secret>' of 'B.A()'")]
    [InlineData("GSIO012", """
        abstract class B : SocketHub { [Of(typeof(Secret[]))] public void A() { } private sealed class Secret; }
        partial class H : B { }
        sealed class OfAttribute(params Type[] types) : AuthorizeAttribute(types[0].Name);
        """, "'OfAttribute' of 'B.A()'")]
    public void Source_ThatCannotBe_IsTold(string id, string source, string message)
    {
        var generated = Generated.From(source);

        var diagnostic = generated.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldContain(message);
        diagnostic.Location.GetLineSpan().Path.ShouldBe("Source.cs");
        generated.Files.Count.ShouldBe(diagnostic.Severity == DiagnosticSeverity.Error ? 0 : 1);
    }

    [Theory]
    [InlineData("abstract class B : SocketHub { public void A(Action a) { } }")] // its own events are those of classes derived from it
    [InlineData("class NoHub : Exception { public void A(Action a) { } }")]
    public void Source_ThatIsNoHub_IsLeftAlone(string source)
    {
        var generated = Generated.From(source);

        generated.Diagnostics.ShouldBeEmpty();
        generated.Files.ShouldBeEmpty();
    }

    [Fact]
    public void HubThatIsNotPartial_Mapped_IsAnErrorOfTheCompilerToo() => Generated.From(
        "using Microsoft.AspNetCore.Builder; class H : SocketHub { static void M(WebApplication app) => app.MapSocketHub<H>(); }")
        .Errors.ShouldContain(error => error.GetMessage().Contains("ISourceGeneratedHub", StringComparison.Ordinal));
}
