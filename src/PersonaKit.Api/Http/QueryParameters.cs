using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Api.Http;

/// <summary>The query of a request, held to the names an endpoint knows: a misspelt parameter is an error and not a silent default.</summary>
internal readonly struct QueryParameters
{
    /// <summary>Where Azure Functions takes its key from; never ours to read, so never unknown.</summary>
    private const string KeyParameter = "code";

    private readonly List<KeyValuePair<string, string>>? _entries;

    private QueryParameters(List<KeyValuePair<string, string>> entries) => _entries = entries;

    public IReadOnlyList<KeyValuePair<string, string>> Entries => _entries ?? [];

    /// <param name="known">Names; one that ends in a dot stands for every name that starts with it.</param>
    public static Problem? TryRead(HttpRequest request, ReadOnlySpan<string> known, out QueryParameters query)
    {
        query = default;
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        var entries = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            var name = pair.DecodeName().ToString();
            if (name == KeyParameter || (name.Length == 0 && pair.EncodedValue.IsEmpty))
            {
                continue;
            }

            if (!IsKnown(name, known))
            {
                return new Problem(ProblemTypes.UnknownParameter, $"the parameter '{name}' is unknown here; {Describe(known)}");
            }

            foreach (var entry in entries)
            {
                if (entry.Key == name)
                {
                    return new Problem(ProblemTypes.InvalidParameter, $"the parameter '{name}' is given more than once");
                }
            }

            entries.Add(new(name, pair.DecodeValue().ToString()));
        }

        query = new QueryParameters(entries);
        return null;
    }

    public string? Find(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == name)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>The receipt of <c>after=</c>, null when there is none.</summary>
    public Problem? TryReadAfter(out Receipt? after)
    {
        after = null;
        return Find("after") is { } text && (after = Receipt.TryParse(text)) is null
            ? new Problem(ProblemTypes.InvalidReceipt, "'after' is a receipt as a post of observations returned it")
            : null;
    }

    /// <summary>The instant of a parameter such as <c>at=</c>, null when there is none.</summary>
    public Problem? TryReadInstant(string name, out DateTimeOffset? at)
    {
        at = null;
        if (Find(name) is not { } text)
        {
            return null;
        }

        if (!Instants.TryParse(Instants.RestorePlus(text), out var instant))
        {
            return new Problem(ProblemTypes.InvalidParameter, $"'{name}' is an ISO 8601 instant with an offset, such as 2026-01-20T09:00:00Z");
        }

        at = Instants.Truncate(instant);
        return null;
    }

    /// <summary>Whether <c>view=explain</c> asks for the reasons, too.</summary>
    public Problem? TryReadView(out bool explains)
    {
        var view = Find("view");
        explains = view == "explain";
        return view is null || explains ? null : new Problem(ProblemTypes.InvalidParameter, "'view' is explain, or left out");
    }

    /// <summary>The whole number of a parameter such as <c>limit=</c>.</summary>
    public Problem? TryReadCount(string name, int least, int most, int otherwise, out int count)
    {
        count = otherwise;
        return Find(name) is { } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= least && count <= most)
            ? new Problem(ProblemTypes.InvalidParameter, $"'{name}' is a whole number from {least} to {most}")
            : null;
    }

    private static bool IsKnown(string name, ReadOnlySpan<string> known)
    {
        foreach (var candidate in known)
        {
            if (candidate == name || (candidate.EndsWith('.') && name.Length > candidate.Length && name.StartsWith(candidate, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(ReadOnlySpan<string> known)
    {
        if (known.IsEmpty)
        {
            return "there are none here";
        }

        var names = new List<string>();
        foreach (var name in known)
        {
            names.Add(name.EndsWith('.') ? $"{name}<field>" : name);
        }

        return $"known are {string.Join(", ", names)}";
    }
}
