namespace Gossamer.SocketIO.Tests.Readme;

/// <summary>What the snippets of the readme speak of and do not declare.</summary>
internal static class Stage
{
    /// <summary>Those of a web project, and the few that an editor adds.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Runtime.CompilerServices;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Text.RegularExpressions;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Gossamer.SocketIO;
        global using Microsoft.AspNetCore.Authorization;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    public const string Names = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        var io = app.Services.GetRequiredService<SocketIOServer>();
        ILogger log = app.Logger;
        Socket socket = null!, other = null!;
        var (board, store, tokens) = (new Board(), new Store(), new Tokens());
        var (x, y, name, text, question, socketId) = (1, 2, "", "", "", "");
        ValueTask Handle(EventMessage message) => default;
        ValueTask Welcome(Socket socket) => default;
        ValueTask SendMissed(Socket socket) => default;
        ValueTask Start(Socket socket, string? since) => default;
        ValueTask<User?> FindAsync(string id, string offset) => default;
        Task LongWorkAsync(CancellationToken cancellation) => Task.CompletedTask;
        int Count(ref Utf8JsonReader reader) => 0;

        """;

    public const string Types = """
        public sealed record Document(string Text);
        public sealed record Page(int Number);
        public sealed record User(string Name, string[] Rooms);
        public sealed class Board
        {
            public void Move(int x, int y) { }
            public int Find(string word) => 0;
        }
        public sealed class Store
        {
            public ValueTask SaveAsync(Document document) => default;
            public ValueTask<Document> LoadAsync(string id) => default;
            public Task<Page> LoadAsync(int number) => Task.FromResult(new Page(number));
            public void Delete() { }
        }
        public sealed class Tokens
        {
            public ValueTask<User?> FindUserAsync(string? token) => default;
            public ValueTask<System.Security.Claims.ClaimsPrincipal> ValidateAsync(string? token) => default;
        }
        public abstract class MyRecovery : IConnectionRecovery
        {
            public abstract bool Serves(string ns);
            public abstract ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation);
        }
        public abstract class MyForwarder : ISessionForwarder
        {
            public abstract string Tag { get; }
            public abstract ValueTask<bool> TryForwardAsync(HttpContext context, string tag);
        }
        public sealed class MyFilter : ISocketHubFilter;
        public abstract class MyLog : IMemoryHolder
        {
            public abstract long HeldBytes { get; }
            public abstract void Release(long bytes, long others);
        }
        internal sealed partial class AppJson : JsonSerializerContext
        {
            private AppJson() : base(null) { }
            public static AppJson Default => null!;
            public System.Text.Json.Serialization.Metadata.JsonTypeInfo<Document> Document => null!;
            public System.Text.Json.Serialization.Metadata.JsonTypeInfo<string> String => null!;
            public System.Text.Json.Serialization.Metadata.JsonTypeInfo<int> Int32 => null!;
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;
}
