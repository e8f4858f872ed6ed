using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PersonaKit.Api.Privacy;

/// <summary>
/// Keeps what ASP.NET Core logs of each request, its path and query, out of every log, whatever levels are configured: the rules that
/// configuration adds are the most specific ones and would win over any rule of ours, so each of them gets the condition.
/// </summary>
internal sealed class FrameworkLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Framework = "Microsoft.AspNetCore";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            options.Rules[i] = new LoggerFilterRule(
                rule.ProviderName,
                rule.CategoryName,
                rule.LogLevel,
                (provider, category, level) => Passes(category, level) && (rule.Filter?.Invoke(provider, category, level) ?? true));
        }

        // For categories that no rule matches; first, because of two rules that match alike the later wins.
        options.Rules.Insert(0, new LoggerFilterRule(null, null, options.MinLevel, static (_, category, level) => Passes(category, level)));
    }

    private static bool Passes(string? category, LogLevel level) =>
        level >= LogLevel.Warning || category?.StartsWith(Framework, StringComparison.Ordinal) != true;
}
