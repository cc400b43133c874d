// Namespaces that ask for a JSON Web Token; /admin asks for a role as well:
//   dotnet run --project samples/Jwt -- --urls http://127.0.0.1:3000
//
//   const token = await (await fetch("http://127.0.0.1:3000/token?name=Anna&role=admin", { method: "POST" })).text();
//   const socket = io("http://127.0.0.1:3000/admin", { auth: { token } });
//   socket.on("connect_error", (error) => console.log(error.message, error.data.code));
//   socket.on("welcome", (name) => ...);
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Gossamer.SocketIO;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCors();
builder.Services.AddSocketIO();

var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapSocketIO();

var key = new SymmetricSecurityKey(Key(app.Configuration["Jwt:Key"])); // give it one: else tokens die with this process
var tokens = new JsonWebTokenHandler { MapInboundClaims = false };
// Where people would say who they are. Here everybody is believed.
app.MapPost("/token", (string name, string? role, int? seconds) => tokens.CreateToken(new SecurityTokenDescriptor
{
    Issuer = "gossamer-sample",
    Audience = "gossamer-sample",
    Subject = new ClaimsIdentity([new Claim("name", name), new Claim("role", role ?? "user")]),
    NotBefore = DateTime.UtcNow.AddMinutes(-1),
    Expires = DateTime.UtcNow.AddSeconds(seconds ?? 3600),
    SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
}));

var io = app.Services.GetRequiredService<SocketIOServer>();
io.Of("/chat").Use(socket => CheckAsync(socket, role: null));
io.Of("/chat").OnConnection(Welcome);
io.Of("/admin").Use(socket => CheckAsync(socket, role: "admin"));
io.Of("/admin").OnConnection(Welcome);
app.Run();

async Task<ConnectRefusal?> CheckAsync(Socket socket, string? role)
{
    if (socket.Auth.GetString("token") is not { } token)
        return ConnectRefusal.With("A token is needed", new { code = "no-token" });
    var result = await tokens.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = "gossamer-sample", ValidAudience = "gossamer-sample", IssuerSigningKey = key, ClockSkew = TimeSpan.Zero,
    });
    if (!result.IsValid)
        return ConnectRefusal.With("The token is not valid",
            new { code = result.Exception is SecurityTokenExpiredException ? "expired" : "bad-token" });
    socket.Data = result.ClaimsIdentity;
    return role is null || result.ClaimsIdentity.HasClaim("role", role) ? null
        : ConnectRefusal.With("Not for you", new { code = "forbidden" });
}

static ValueTask Welcome(Socket socket) => socket.EmitAsync("welcome", ((ClaimsIdentity)socket.Data!).FindFirst("name")!.Value);

static byte[] Key(string? text) => text is null ? RandomNumberGenerator.GetBytes(32) : SHA256.HashData(Encoding.UTF8.GetBytes(text));
