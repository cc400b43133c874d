using System.Text.Json;
using Gossamer.Server.Json;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>/api/log</c>, for operators: what this server logs, and changing it while it runs; until it ends.
/// <code>
/// GET  /api/log                                                        {"level":"Information","categories":{"Gossamer.Mesh":"Debug"}}
/// POST /api/log  {"category":"Gossamer.Mesh","level":"Debug"}           the same, as it is then
/// POST /api/log  {"category":"Gossamer.Mesh"}                           it is logged as all others are
/// POST /api/log  {"level":"Warning"}                                    all that have no level of their own
/// </code>
/// A category is a name or what names begin with. Refusals are 400 <c>bad-level</c> and 503 <c>too-many-categories</c>.
/// </summary>
internal sealed class LogEndpoint(LogLevels levels, OperatorAccess access, ILogger<LogEndpoint> logger)
{
    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, asked => JsonAnswer.Write(asked, Write()));

    public Task ChangeAsync(HttpContext context) => access.GuardAsync(context, ChangeAllowedAsync);

    private async Task ChangeAllowedAsync(HttpContext context)
    {
        if (!TryRead(await JsonBody.ReadAsync(context), out var category, out var level))
            await JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-level",
                "send {\"level\":\"<Trace, Debug, Information, Warning, Error, Critical or None>\"}, with "
                    + $"\"category\":\"{LogLevels.Root}...\" for some of the log only; a category without a level is as all others");
        else if (!TryApply(category, level))
            await JsonAnswer.Refuse(context, StatusCodes.Status503ServiceUnavailable, "too-many-categories",
                $"{LogLevels.MaxCategories} categories have levels of their own; send one without a level to forget it");
        else
            await JsonAnswer.Write(context, Write());
    }

    private bool TryApply(string? category, LogLevel? level)
    {
        if (category is not null && !levels.TrySet(category, level))
            return false;
        if (category is null)
            levels.Set(level!.Value);
        if (level is { } now)
            logger.LevelChanged(category ?? "all", now);
        else
            logger.LevelForgotten(category!);
        return true;
    }

    private static bool TryRead(ReadOnlyMemory<byte> json, out string? category, out LogLevel? level)
    {
        (category, level) = (null, null);
        try
        {
            using var body = JsonDocument.Parse(json);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            category = JsonBody.TextOf(body.RootElement, "category");
            var word = JsonBody.TextOf(body.RootElement, "level");
            if (word is not null && (!Enum.TryParse<LogLevel>(word, ignoreCase: true, out var read) || !Enum.IsDefined(read)))
                return false;
            level = word is null ? null : Enum.Parse<LogLevel>(word, ignoreCase: true);
            return category is null ? level is not null : LogLevels.IsCategory(category);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return false;
        }
    }

    private byte[] Write()
    {
        var output = JsonOutput.Begin().Raw("""{"level":"""u8).Text(levels.Level.ToString()).Raw(""","categories":{"""u8);
        var isFirst = true;
        foreach (var (category, level) in levels.Categories)
        {
            output.Raw(isFirst ? ""u8 : ","u8).Text(category).Raw(":"u8).Text(level.ToString());
            isFirst = false;
        }

        return output.Raw("}}"u8).Take();
    }
}
