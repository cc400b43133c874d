namespace Gossamer.SocketIO.Generators.Tests;

/// <summary>What may stand in a hub compiles with what is made for it.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("partial class H : SocketHub { }")]
    [InlineData("""
        namespace A.B
        {
            public partial class Outer<T> { partial interface In { partial class H<U> : SocketHub { public U A(T t, U u) => u; } } }
        }
        """)]
    [InlineData("public partial record R { partial struct S { internal sealed partial class H : SocketHub { } } }")]
    [InlineData("""
        partial class H : SocketHub { public void @event(int @class, string @in) { } public int arguments(int hub, int call) => 1; }
        """)]
    [InlineData("interface I { Task @event(int @class, int target, CancellationToken @in); } partial class H : SocketHub<I> { }")]
    [InlineData("""
        partial class H : SocketHub
        {
            public void A(int a = 1, string b = "x\"\n", double c = double.NaN, decimal d = 1.5m, char e = '\'', float f = 0.1f,
                long g = -1, DayOfWeek h = DayOfWeek.Friday, DateTime i = default, int? j = null, string? k = null, bool l = true,
                int? m = 5) { }
        }
        """)]
    [InlineData("""
        partial class H(IServiceProvider all, [FromKeyedServices("k")] string keyed, List<int>? none = null, int number = 3) : SocketHub
        {
            public object A([FromServices] List<int> list, int x, [FromKeyedServices(1)] string s) => (all, keyed, none, number);
        }
        """)]
    [InlineData("partial class H : SocketHub { [ActivatorUtilitiesConstructor] public H(string a) { } public H() { } }")]
    [InlineData("""
        partial class H : SocketHub
        {
            public IAsyncEnumerable<int> A() => null!;
            public Task<IAsyncEnumerable<int?>> B() => null!;
            public ValueTask<ChannelReader<string?>> C(CancellationToken c) => default;
            public ChannelReader<int[]> D(int i) => null!;
            public ValueTask E() => default;
            public ValueTask<(int A, string? B)> F() => default;
            public Task<List<Dictionary<string, int?>>?> G() => null!;
            public int[]?[] I(params string[] rest) => null!;
        }
        """)]
    [InlineData("""
        abstract class Base<T> : SocketHub where T : class { public virtual void A(T t) { } public abstract void B(); public void C() { } }
        abstract class Middle : Base<string> { public override void A(string t) { } }
        partial class H : Middle, IAsyncDisposable
        {
            public override void B() { }
            public override Task OnConnectedAsync() => base.OnConnectedAsync();
            public override string ToString() => "";
            public ValueTask DisposeAsync() => default;
            public static void S(Action a) { }
            internal void N(Action a) { }
            public int P { get; set; }
        }
        """)]
    [InlineData("""
        class MarkAttribute(Type type, params string[] names) : Attribute { public DayOfWeek Day { get; set; } public string? Text; }
        [Authorize("p", Roles = "a\"b"), Obsolete("x")] partial class H : SocketHub
        {
            [Mark(typeof(List<>), "a", "b", Day = DayOfWeek.Friday, Text = null), AllowAnonymous] public void A() { }
            [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")] public void B() { }
        }
        """)]
    [InlineData("""
        interface IMore { ValueTask Less(); static int S => 1; Task Made() => Less().AsTask(); }
        interface I : IMore
        {
            Task None();
            Task One(byte[] bytes);
            Task Many(int a, string? b, CancellationToken c, object d);
            Task Many(int a);
            Task<string> Ask(string question, CancellationToken c);
            ValueTask<int?> AskValue();
            Task<AckResult<bool>> Try(int a, int b, int c, int d, int e, int f, int g, int h, int i);
            ValueTask<AckResult<string?>> TryValue();
        }
        partial class H : SocketHub<I> { public Task A() => Clients.All.None(); }
        """)]
    public void Hub_OfWhateverShape_Compiles(string source)
    {
        var generated = Generated.From(source);

        generated.Diagnostics.ShouldBeEmpty();
        generated.Files.ShouldHaveSingleItem();
        generated.Errors.ShouldBeEmpty(generated.Files[0]);
    }

    [Theory]
    [InlineData("Send", "send")]
    [InlineData("SendAsync", "send")]
    [InlineData("Async", "async")]
    [InlineData("SendMessage", "sendMessage")]
    [InlineData("URLOf", "urlOf")]
    [InlineData("URL", "url")]
    [InlineData("already", "already")]
    public void EventName_OfAMethod_IsItsNameInCamelCaseWithoutAsync(string method, string name) =>
        Generated.From($$"""partial class H : SocketHub { public void {{method}}() { } }""").Files[0].ShouldContain($"\"{name}\",\n");

    [Fact]
    public void EventName_Given_IsTaken() => Generated.From("""
        interface I { [EventName("to it")] Task A(); }
        partial class H : SocketHub<I> { [EventName("from it")] public void A() { } }
        """).Files[0].ShouldSatisfyAllConditions(
            file => file.ShouldContain("\"from it\","),
            file => file.ShouldContain("EmitAsync<global::System.ValueTuple>(\"to it\","));

    [Fact]
    public void Overrides_OfProtectedMethods_StayProtected() => Generated.From("""
        [Authorize("class")] abstract class Base : SocketHub { [Authorize("method")] public virtual void A() { } }
        partial class H : Base { public override void A() { } }
        """).Files[0].ShouldSatisfyAllConditions(
            file => file.ShouldContain("AuthorizeAttribute(\"method\")"),
            file => file.ShouldContain("AuthorizeAttribute(\"class\")"));

    [Theory]
    [InlineData("System", "internal", "global::System.MarkAttribute()")]
    [InlineData("System.Of.Ours", "public", "global::System.Of.Ours.MarkAttribute()")]
    public void AttributeOfAuthorization_OfWhateverNamespace_IsMade(string ns, string access, string made) => Generated.From($$"""
        namespace {{ns}} { {{access}} sealed class MarkAttribute() : AuthorizeAttribute("admin"); }
        namespace Hubs { partial class H : SocketHub { [{{ns}}.Mark] public void A() { } } }
        """).ShouldSatisfyAllConditions(
            generated => generated.Files.ShouldHaveSingleItem().ShouldContain(made),
            generated => generated.Errors.ShouldBeEmpty());

    [Fact]
    public void AttributeOfAuthorization_PrivateInTheHub_IsMade() => Generated.From("""
        partial class H : SocketHub
        {
            [AdminOnly, Needs<Secret>(typeof(Secret))] public void A() { }
            private sealed class Secret;
            private sealed class AdminOnlyAttribute() : AuthorizeAttribute("admin");
            protected sealed class NeedsAttribute<T>(Type type) : Attribute, IAuthorizationRequirementData
            {
                public IEnumerable<IAuthorizationRequirement> GetRequirements() => throw new NotSupportedException(type.Name);
            }
        }
        """).ShouldSatisfyAllConditions(
            generated => generated.Files.ShouldHaveSingleItem().ShouldContain("new global::H.AdminOnlyAttribute()"),
            generated => generated.Files.ShouldHaveSingleItem().ShouldContain("NeedsAttribute<global::H.Secret>(typeof(global::H.Secret))"),
            generated => generated.Errors.ShouldBeEmpty());

    [Fact]
    public void Hub_InSeveralParts_IsMadeOnce() => Generated.From("""
        partial class H : SocketHub { public void A() { } }
        partial class H { public void B() { } }
        partial class H : IDisposable { public void Dispose() { } }
        """).Files.ShouldHaveSingleItem().ShouldContain("hub.B()");
}
