using System.Collections.Concurrent;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class AuthorizationTests
{
    private const string Unauthorized = """[{"error":{"code":"unauthorized","message":"Authentication is needed."}}]""";
    private const string Forbidden = """[{"error":{"code":"forbidden","message":"Not allowed."}}]""";

    [Fact]
    public async Task Class_ThatWantsAUser_RefusesTheConnectOfOthers()
    {
        await using var server = await HubServer.StartAsync<Closed>();

        (await JoinAsync(server, ""))
            .ShouldBe("""4{"message":"Authentication is needed.","data":{"code":"unauthorized"}}""");
        (await JoinAsync(server, """{"user":"a"}"""))
            .ShouldBe("""4{"message":"Not allowed.","data":{"code":"forbidden"}}""");
        (await JoinAsync(server, """{"user":"a","role":"admin"}""")).ShouldStartWith("0{");
    }

    [Theory]
    [InlineData("", "user", Unauthorized, Unauthorized)]
    [InlineData("a", "user", "[1]", Forbidden)]
    [InlineData("a", "admin", "[1]", "[2]")]
    public async Task Method_ThatWantsAUser_AnswersOthersWithAnError(string user, string role, string signedIn, string admin)
    {
        await using var server = await HubServer.StartAsync<Open>();
        var client = user.Length == 0 ? await server.JoinAsync() : await server.JoinAsAsync(user, role);

        (await client.AskAsync("""["open"]""")).ShouldBe("[0]");
        (await client.AskAsync("""["signedIn"]""")).ShouldBe(signedIn);
        (await client.AskAsync("""["admins"]""")).ShouldBe(admin);
        (await client.AskAsync("""["overridden"]""")).ShouldBe(admin);
        (await client.AskAsync("""["anonymous"]""")).ShouldBe("[3]");
        (await client.AskAsync("""["required"]""")).ShouldBe(admin);
        (await client.AskAsync("""["private"]""")).ShouldBe(admin);
        (await client.AskAsync("""["twice","no number"]""")).ShouldBe(
            admin == "[2]" ? """[{"error":{"code":"bad-arguments","message":"The arguments do not fit: $."}}]""" : admin);
        (await client.AskAsync("""["protected"]""")).ShouldBe(admin);
        (await client.AskAsync("""["privatelyAnonymous"]""")).ShouldBe("[3]");
    }

    [Fact]
    public async Task Class_WithAllowAnonymous_LetsEverybodyIn()
    {
        await using var server = await HubServer.StartAsync<Reopened>();

        (await JoinAsync(server, "")).ShouldStartWith("0{");
    }

    [Fact]
    public async Task Recovered_Client_WithoutTheChecksOfItsNamespace_IsCheckedByTheHub()
    {
        await using var server = await HubServer.StartAsync<Closed>(
            options: o => o.Recovery = new RecoveryOptions { RunMiddleware = false });
        var client = await server.JoinAsAsync("anna", "admin");
        var socket = server.IO.Sockets.Single();
        client.Abort();
        await Eventually.TrueAsync(() => socket.IsAwaitingReconnect);

        var again = await server.OpenAsync(Dialect.WebSocket);
        await again.ReturnAsync($$"""{"pid":"{{socket.PrivateSessionId}}"}"""); // as nobody: no check sets the user

        (await again.NextAsync()).ShouldBe("1");
        server.IO.Sockets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Mapping_WithoutAuthorization_SaysWhatIsMissing()
    {
        await using var server = await ApiServer.StartAsync();

        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<Closed>()).Message.ShouldContain("AddAuthorization");
    }

    [Fact]
    public async Task Arguments_ReadAfterACheckThatWaits_AreThoseOfTheirCall()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await HubServer.StartAsync<Open>(services =>
            services.AddSingleton<IAuthorizationHandler>(new Waiting(gate.Task)));
        var client = await server.JoinAsAsync("a", "admin");

        await client.SendAsync("""21["twice",1]""");
        await client.SendAsync("""22["twice",2]""");
        gate.SetResult();

        (await client.NextAsync()).ShouldBe("31[2]");
        (await client.NextAsync()).ShouldBe("32[4]");
    }

    [Fact]
    public async Task Handlers_OfAScope_AreMadeForEachConnect_AndDisposedOfAfterIt()
    {
        var log = new ConcurrentQueue<string>();
        await using var server = await HubServer.StartAsync<Closed>(services => services.AddScoped<IAuthorizationHandler>(_ =>
        {
            log.Enqueue("made");
            return new Handler(log);
        }));

        await JoinAsync(server, "");
        await JoinAsync(server, "");

        log.ShouldBe(["made", "disposed", "made", "disposed"]);
    }

    private static async Task<string> JoinAsync(ApiServer server, string auth)
    {
        var client = await server.OpenAsync(Dialect.WebSocket);
        return await client.JoinAsync("/", auth);
    }

    private sealed class Handler(ConcurrentQueue<string> log) : IAuthorizationHandler, IDisposable
    {
        public Task HandleAsync(AuthorizationHandlerContext context) => Task.CompletedTask;

        public void Dispose() => log.Enqueue("disposed");
    }

    private sealed class Waiting(Task gate) : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context) => gate;
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class RequireAdminAttribute : Attribute, IAuthorizationRequirementData
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() =>
            [new Microsoft.AspNetCore.Authorization.Infrastructure.DenyAnonymousAuthorizationRequirement(),
                new Microsoft.AspNetCore.Authorization.Infrastructure.RolesAuthorizationRequirement(["admin"])];
    }

    [Authorize(Policy = "admin")]
    internal abstract class ClosedBase : SocketHub;

    internal sealed partial class Closed : ClosedBase;

    [AllowAnonymous]
    internal sealed partial class Reopened : ClosedBase;

    internal abstract class OpenBase : SocketHub
    {
        [Authorize("admin")]
        public abstract int Overridden();

        [AttributeUsage(AttributeTargets.Method)]
        protected sealed class ProtectedAdminOnlyAttribute() : AuthorizeAttribute("admin");
    }

    internal sealed partial class Open : OpenBase
    {
        public int Unused { get; set; }

        [EventName("open")]
        public int ForAll() => 0;

        [Authorize]
        public int SignedIn() => 1;

        [Authorize(Roles = "admin")]
        public int Admins() => 2;

        public override int Overridden() => 2;

        [Authorize(Roles = "admin"), AllowAnonymous]
        public int Anonymous() => 3;

        [RequireAdmin]
        public int Required() => 2;

        [Authorize("admin")]
        public int Twice(int number) => number * 2;

        [AdminOnly]
        public int Private() => 2;

        [ProtectedAdminOnly]
        public int Protected() => 2;

        [Authorize(Roles = "admin"), Everybody]
        public int PrivatelyAnonymous() => 3;

        [AttributeUsage(AttributeTargets.Method)]
        private sealed class AdminOnlyAttribute() : AuthorizeAttribute("admin");

        [AttributeUsage(AttributeTargets.Method)]
        private sealed class EverybodyAttribute : Attribute, IAllowAnonymous;
    }
}
