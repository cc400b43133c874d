using System.Net.Mime;
using Gossamer.Server.Json;

namespace Gossamer.Server.Http;

/// <summary>Answers of the HTTP endpoints: JSON that nobody keeps.</summary>
internal static class JsonAnswer
{
    public static Task Write(HttpContext context, byte[] json)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    /// <summary><c>{"error":{"code","message"}}</c></summary>
    public static Task Refuse(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return Write(context, JsonOutput.Begin().Raw("""{"error":{"code":"""u8).Text(code)
            .Raw(""","message":"""u8).Text(message).Raw("}}"u8).Take());
    }
}
