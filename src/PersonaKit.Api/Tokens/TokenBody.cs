using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Tokens;

/// <summary>The body of a post of a token.</summary>
internal static class TokenBody
{
    private const int DefaultSeconds = 3600;
    private const int MaxScopes = 4;

    /// <summary>Meaningless when there are faults.</summary>
    public static (Grant Grant, TimeSpan Lifetime) Read(DataValue body, List<Fault> faults)
    {
        if (BodyFields.TryOpen(body, faults) is not { } fields)
        {
            return default;
        }

        var grant = new Grant(ReadScopes(fields), ReadReach(fields));
        var seconds = fields.Integer("expires_in", 1, (int)TokenMint.LongestLifetime.TotalSeconds) ?? DefaultSeconds;
        fields.RejectUnknown();
        return (grant, TimeSpan.FromSeconds(seconds));
    }

    private static PersonReach ReadReach(BodyFields fields)
    {
        var person = fields.Text("person_id");
        var prefix = fields.Text("person_prefix");
        if (fields.Has("person_id") == fields.Has("person_prefix"))
        {
            fields.Fail(fields.Has("person_id") ? "person_prefix" : "person_id", fields.Has("person_id")
                ? "is given beside person_id; a token is for one of the two"
                : "is required, or person_prefix");
        }

        if (person is not null)
        {
            if (PersonId.TryParse(person, out var id))
            {
                return PersonReach.OfPerson(id);
            }

            fields.Fail("person_id", $"must be {PersonId.Rule}");
        }

        if (prefix is not null)
        {
            if (PersonReach.TryParsePrefix(prefix, out var reach))
            {
                return reach;
            }

            fields.Fail("person_prefix", $"must be {PersonReach.PrefixRule}");
        }

        return default;
    }

    private static Scopes ReadScopes(BodyFields fields)
    {
        var scopes = Scopes.None;
        if (fields.List("scopes", MaxScopes) is not { } list)
        {
            if (!fields.Has("scopes"))
            {
                fields.Fail("scopes", "is required");
            }

            return scopes;
        }

        if (list.Items.IsEmpty)
        {
            fields.Fail("scopes", "names none");
        }

        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is DataValue.Text text && ScopeWords.TryParseWord(text.Value, out var scope))
            {
                scopes |= scope;
            }
            else
            {
                fields.Fail($"scopes/{i}", "must be observe, read, manage or erase");
            }
        }

        return scopes;
    }
}
