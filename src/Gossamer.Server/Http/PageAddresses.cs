namespace Gossamer.Server.Http;

/// <summary>
/// The pages' addresses without their endings: <c>/shell</c>, and <c>/mesh</c>, which is also where servers link with each other, by
/// WebSockets.
/// </summary>
internal static class PageAddresses
{
    private static readonly string[] Pages = ["/mesh", "/shell"];

    /// <summary>Before the files and before routing.</summary>
    public static void UsePageAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey("Upgrade")
            && Array.Find(Pages, page => request.Path.Equals(page, StringComparison.Ordinal)) is { } page)
            request.Path = page + ".html";
        return next(context);
    });
}
