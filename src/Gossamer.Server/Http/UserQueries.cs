using System.Globalization;
using Gossamer.Mesh;
using Gossamer.Server.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.Server.Http;

/// <summary>
/// Who is there, for operators' back ends, answered from this server's own directory:
/// <code>
/// GET /api/users?after=Anna&amp;limit=2   {"total":5,"users":["Billy","Carl"],"next":"Carl"}      next: null on the last page
/// GET /api/users/Anna                 {"user":"Anna","connections":3,"servers":[{"id":"server-1","connections":3}]}
/// </code>
/// Refusals are 400, a user who is nowhere connected 404, each with <c>{"error":{"code","message"}}</c>.
/// </summary>
internal static class UserQueries
{
    private const string Path = "/api/users";
    private const int StandardLimit = 1000;
    private const int MaxLimit = 10_000;

    public static void MapUserQueries(this IEndpointRouteBuilder endpoints)
    {
        var directory = endpoints.ServiceProvider.GetRequiredService<MeshNode>().Directory;
        var access = endpoints.ServiceProvider.GetRequiredService<OperatorAccess>();
        endpoints.MapGet(Path, context => access.GuardAsync(context, asked => Page(asked, directory.Current)));
        endpoints.MapGet(Path + "/{name}", context => access.GuardAsync(context, asked => One(asked, directory.Current)))
            .RequireAllowedOrigin();
    }

    private static Task Page(HttpContext context, UserSnapshot users)
    {
        var query = context.Request.Query;
        var limit = StandardLimit;
        if (query.TryGetValue("limit", out var asked)
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
            return JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-limit",
                $"limit is a whole number from 1 to {MaxLimit}");
        if (!query.TryGetValue("after", out var text) || text.ToString().Length == 0)
            return JsonAnswer.Write(context, WritePage(users, users.Walk(), limit));
        return UserName.TryCreate(text, out var after, out var problem)
            ? JsonAnswer.Write(context, WritePage(users, users.WalkAfter(after), limit))
            : JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-name", "after: " + problem);
    }

    private static byte[] WritePage(UserSnapshot users, UserWalk walk, int limit)
    {
        var output = JsonOutput.Begin().Raw("""{"total":"""u8).Number(users.Count).Raw(""","users":["""u8);
        var (count, last, isMore) = (0, "", false);
        while (walk.MoveNext() && !(isMore = count == limit))
        {
            output.Raw(count++ == 0 ? ""u8 : ","u8).Text(walk.Name);
            if (count == limit)
                last = walk.Name.ToString();
        }
        output.Raw("""],"next":"""u8);
        return (isMore ? output.Text(last) : output.Raw("null"u8)).Raw("}"u8).Take();
    }

    private static Task One(HttpContext context, UserSnapshot users)
    {
        if (!UserName.TryCreate(NameIn(context), out var user, out var problem))
            return JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-name", problem);
        var locations = users.Find(user);
        return locations.IsEmpty
            ? JsonAnswer.Refuse(context, StatusCodes.Status404NotFound, "not-connected", $"{user.Value} is nowhere connected")
            : JsonAnswer.Write(context, WriteOne(user, locations));
    }

    private static byte[] WriteOne(UserName user, UserLocations locations)
    {
        var output = JsonOutput.Begin().Raw("""{"user":"""u8).Text(user.Value)
            .Raw(""","connections":"""u8).Number(locations.TotalConnections).Raw(""","servers":["""u8);
        var isFirst = true;
        foreach (var location in locations)
        {
            output.Raw(isFirst ? """{"id":"""u8 : """,{"id":"""u8).Text(location.Node.Value)
                .Raw(""","connections":"""u8).Number(location.Connections).Raw("}"u8);
            isFirst = false;
        }
        return output.Raw("]}"u8).Take();
    }

    /// <summary>The name as it stands in the URL: routing would leave a slash in it as %2F, which is a name as well.</summary>
    private static string NameIn(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.AsSpan(0, target.IndexOf('?') is >= 0 and var end ? end : target.Length);
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
