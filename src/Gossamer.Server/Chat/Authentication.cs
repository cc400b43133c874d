using System.Text.Json;
using Gossamer.Server.Identity;
using Gossamer.Server.Json;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Who may connect, and the refreshing of a token on its connection: <c>authenticate</c>, client to server, <c>{"token":"..."}</c>,
/// answered with <code>[{"user":"Anna","expires":3600000}]</code>: for how many ms the new one is good.
/// </summary>
internal sealed class Authentication(
    IUserAccess access, IServerConnections servers, TimeProvider time, ILogger<Authentication> logger)
{
    private static readonly Refusal NotAToken = new(RefusalCode.BadToken, "authenticate takes an object {token}");
    private static readonly Refusal NoTokens = new(RefusalCode.BadToken, "this server takes no tokens");
    private static readonly Refusal AnotherUser = new(RefusalCode.WrongUser, "the token is another user's");

    /// <summary>A client wants to join. Which user it may be stays with its socket (<see cref="AdmittedClient"/>).</summary>
    public async ValueTask<ConnectRefusal?> AdmitAsync(Socket socket)
    {
        if (AdmittedClient.Of(socket) is not null)
            return null; // checked before its session was looked for
        var client = Introduction.Of(socket.Handshake, socket.Auth, socket.Query);
        var (identity, denial) = await access.AuthenticateAsync(client, CancellationToken.None);
        if (identity is null && servers.Knows(socket.Handshake.RemoteAddress))
            identity = ConnectionIdentity.Nobody; // servers of the old system speak as clients do, and know no tokens
        if (identity is null)
            return ConnectRefusal.With(denial!.Message, denial, AccessDenialJson.Default.AccessDenial);
        socket.Data = new AdmittedClient(identity, Recovered: null);
        return null;
    }

    /// <summary>Handles <c>authenticate</c>.</summary>
    public async ValueTask RenewAsync(ChatSession session, string? token, Reply reply)
    {
        if (await TryRenewAsync(session, token) is { } refusal)
        {
            logger.Refused(session.Connection.Id, "authenticate", refusal.Code);
            reply.Refuse(refusal);
        }
        else if (reply.IsWanted)
            reply.Accept(Answer(session.Access.Identity));
    }

    /// <summary>The token in the first argument, just before which <paramref name="arguments"/> stands.</summary>
    public static string? ReadToken(ref Utf8JsonReader arguments)
    {
        string? token = null;
        if (!arguments.Read() || arguments.TokenType != JsonTokenType.StartObject)
            return null;
        while (arguments.Read() && arguments.TokenType == JsonTokenType.PropertyName)
        {
            var isToken = JsonText.Read(ref arguments).Utf8.SequenceEqual("token"u8);
            arguments.Read();
            if (isToken && JsonText.ReadIfString(ref arguments) is { IsPresent: true } text)
                token = text.ToString();
            arguments.Skip();
        }

        return token;
    }

    private async ValueTask<Refusal?> TryRenewAsync(ChatSession session, string? token)
    {
        if (access.IsOpen)
            return NoTokens;
        if (token is null)
            return NotAToken;
        if (!session.TryTakeRenewal())
            return new Refusal(RefusalCode.TooFast, "this connection brought tokens too often; do so once a second");
        var (identity, denial) = await access.AuthenticateAsync(Introduction.By(token), CancellationToken.None);
        if (identity is null)
            return new Refusal(new RefusalCode(denial!.Code), denial.Message);
        return session.Access.TryRenew(identity) ? null : AnotherUser;
    }

    private byte[] Answer(ConnectionIdentity identity)
    {
        var output = JsonOutput.Begin().Raw("""[{"user":"""u8).Text(identity.User!.Value.Value);
        if (identity.ExpiresAt is { } end)
            output.Raw(""","expires":"""u8).Number((long)(end - time.GetUtcNow()).TotalMilliseconds);
        return output.Raw("}]"u8).Take();
    }
}
