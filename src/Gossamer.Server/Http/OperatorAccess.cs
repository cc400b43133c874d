using System.Security.Cryptography;
using System.Text;

namespace Gossamer.Server.Http;

/// <summary>
/// Who may see how the mesh stands and who is there, and revoke: everybody (<c>up</c>, and in Development), whoever gives a key
/// (<c>Authorization: Bearer key</c>), or nobody.
/// </summary>
internal sealed record OperatorAccess(bool IsOpen, string? Key)
{
    public static readonly OperatorAccess Nobody = new(false, null);
    public static readonly OperatorAccess Everybody = new(true, null);

    private const string Scheme = "Bearer ";

    public static OperatorAccess By(string key) => new(false, key);

    /// <summary>Null when the request may see it, or why not.</summary>
    public OperatorRefusal? Check(HttpRequest request)
    {
        if (IsOpen)
            return null;
        if (Key is null)
            return new OperatorRefusal(StatusCodes.Status404NotFound, "off",
                "this server has nothing for operators; give it --operator-key to turn that on");
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && IsKey(given[Scheme.Length..])
            ? null
            : new OperatorRefusal(StatusCodes.Status401Unauthorized, "operator-key",
                "give the operator's key: Authorization: Bearer <key>");
    }

    /// <summary>Answers a request if it may see it, and refuses it otherwise.</summary>
    public Task GuardAsync(HttpContext context, Func<HttpContext, Task> answer) => Check(context.Request) is { } refusal
        ? JsonAnswer.Refuse(context, refusal.Status, refusal.Code, refusal.Message)
        : answer(context);

    private bool IsKey(string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(Key!)));
}
