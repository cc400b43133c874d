using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Gossamer.Server.Logging;

/// <summary>
/// The least that is logged, in all and by category, at this moment. A change reaches every logger; one that writes nothing compares two
/// numbers, as without this.
/// </summary>
internal sealed class LogLevels(LogOptions options) : IConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>
{
    public const int MaxCategories = 64;
    public const string Root = "Gossamer";

    public static readonly ImmutableSortedDictionary<string, LogLevel> None =
        ImmutableSortedDictionary.Create<string, LogLevel>(StringComparer.Ordinal);

    private const int MaxCategoryLength = 200;

    private readonly Lock _gate = new();
    private volatile State _state = new(options.Level, options.Categories);
    private ConfigurationReloadToken _changed = new();

    public LogLevel Level => _state.Level;

    public ImmutableSortedDictionary<string, LogLevel> Categories => _state.Categories;

    string? IOptionsChangeTokenSource<LoggerFilterOptions>.Name => Options.DefaultName;

    /// <summary>
    /// Only this program's own: at Debug ASP.NET Core logs requests with their queries, and session ids and tokens in them.
    /// </summary>
    public static bool IsCategory(string text) => text.Length is > 0 and <= MaxCategoryLength
        && (text == Root || text.StartsWith(Root + ".", StringComparison.Ordinal))
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');

    /// <summary>The least that a category logs.</summary>
    public LogLevel Of(string category)
    {
        var (level, best) = (_state.Level, 0);
        foreach (var (prefix, its) in _state.Categories)
            if (prefix.Length > best && category.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) // as the logging's own rules do
                (level, best) = (its, prefix.Length);
        return level;
    }

    public void Set(LogLevel level)
    {
        ConfigurationReloadToken told;
        lock (_gate)
            told = Replace(_state with { Level = level });
        told.OnReload();
    }

    /// <param name="category">The category; see <see cref="IsCategory"/>.</param>
    /// <param name="level">Its level; null: that of all others.</param>
    /// <returns>False: there are as many as there may be.</returns>
    public bool TrySet(string category, LogLevel? level)
    {
        ConfigurationReloadToken told;
        lock (_gate)
        {
            var categories = _state.Categories;
            if (level is not null && !categories.ContainsKey(category) && categories.Count >= MaxCategories)
                return false;
            told = Replace(_state with
            {
                Categories = level is { } its ? categories.SetItem(category, its) : categories.Remove(category),
            });
        }

        told.OnReload();
        return true;
    }

    public IChangeToken GetChangeToken() => Volatile.Read(ref _changed);

    public void Configure(LoggerFilterOptions options)
    {
        var (level, categories) = _state;
        options.MinLevel = level;
        options.Rules.Clear();
        Add("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning); // never below: see IsCategory
        // A start that fails is reported in one line on standard error; the host would add a stack trace.
        Add("Microsoft.Extensions.Hosting", LogLevel.None);
        // It warns with each request for /healthz while a peer is down; LinksCheck says so once a minute.
        Add("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        Add("Yarp", LogLevel.None); // it logs queries, and session ids in them; SessionForwarder says what failed
        foreach (var (category, its) in categories)
            Add(category, its);

        void Add(string category, LogLevel least) => options.Rules.Add(new(providerName: null, category, least, filter: null));
    }

    /// <returns>Whom to tell, outside the lock: loggers ask for the next token before they look.</returns>
    private ConfigurationReloadToken Replace(State state)
    {
        _state = state;
        return Interlocked.Exchange(ref _changed, new());
    }

    private sealed record State(LogLevel Level, ImmutableSortedDictionary<string, LogLevel> Categories);
}
