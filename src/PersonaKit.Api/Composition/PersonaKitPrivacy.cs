using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersonaKit.Api.Privacy;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// For applications that want of their framework what PersonaKit holds to itself: no person's id in logs and traces, and nothing that was
/// said.
/// </summary>
public static class PersonaKitPrivacy
{
    /// <summary>
    /// Where the instrumentations of ASP.NET Core, HTTP clients and Azure put addresses; a person's id and context stand in them.
    /// </summary>
    private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

    /// <summary>
    /// Drops what the categories of <c>Microsoft.AspNetCore</c> log below a warning, in every provider and whatever levels are
    /// configured: it has the path and the query of each request. PersonaKit's own hosts do this.
    /// </summary>
    /// <param name="logging">The application's logging.</param>
    /// <returns>The same builder.</returns>
    public static ILoggingBuilder KeepPathsOutOfLogs(this ILoggingBuilder logging)
    {
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, FrameworkLogFilter>());
        return logging;
    }

    /// <summary>
    /// Takes the addresses out of a span that has ended, and the description of its status, which some clients fill with the message of
    /// an exception. The route's template (<c>http.route</c>) stays. To be called by a span processor that comes before the exporters.
    /// </summary>
    /// <param name="span">The span.</param>
    public static void RemoveAddresses(Activity span)
    {
        foreach (var address in Addresses)
        {
            if (span.GetTagItem(address) is not null)
            {
                span.SetTag(address, null);
            }
        }

        if (span.StatusDescription is not null)
        {
            span.SetStatus(span.Status);
        }
    }
}
