using Microsoft.Extensions.Options;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Authorization;

/// <summary>Refuses settings that would allow something else than they seem to. No message quotes a hash or a secret.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    private const string Section = "PersonaKit";

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        for (var i = 0; i < options.Keys.Count; i++)
        {
            Check(faults, $"{Section}:Keys:{i}", options.Keys[i]);
        }

        var keys = options.Tokens.SigningKeys;
        for (var i = 0; i < keys.Count; i++)
        {
            var setting = $"{Section}:Tokens:SigningKeys:{i}";
            CheckId(faults, setting, keys[i].Id);
            Check(faults, $"{setting}:Secret", SigningSecret.TryParse(keys[i].Secret) is not null, SigningSecret.Rule);
        }

        CheckUnique(faults, "Keys", "Id", options.Keys.Select(key => key.Id));
        CheckUnique(faults, "Keys", "Hash", options.Keys.Select(key => key.Hash.ToUpperInvariant()));
        CheckUnique(faults, "Tokens:SigningKeys", "Id", keys.Select(key => key.Id));
        if (options.Jwt.Authority.Length > 0)
        {
            Check(faults, options.Jwt);
        }

        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string setting, ApiKeyOptions key)
    {
        CheckId(faults, setting, key.Id);
        Check(faults, $"{setting}:Hash", KeyHash.TryParse(key.Hash) is not null, KeyHash.Rule);
        Check(faults, $"{setting}:Scopes", ScopeWords.TryParse(key.Scopes, out _), ScopeWords.Rule);
        Check(faults, $"{setting}:Person", key.Person.Length == 0 || PersonId.TryParse(key.Person, out _), PersonId.Rule);
        CheckPrefix(faults, setting, key.Prefix);
        if (key.Person.Length > 0 && key.Prefix.Length > 0)
        {
            faults.AddError($"{setting} has both Person and Prefix; a key is for one of the two");
        }
    }

    private static void Check(ValidateOptionsResultBuilder faults, JwtOptions jwt)
    {
        const string Setting = $"{Section}:Jwt";
        var isAddress = Uri.TryCreate(jwt.Authority, UriKind.Absolute, out var authority)
            && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));
        Check(faults, $"{Setting}:Authority", isAddress, "an https address");
        Check(faults, $"{Setting}:Audience", jwt.Audience.Trim().Length > 0, "what the tokens are for, such as the client id of the API's registration");
        Check(faults, $"{Setting}:RoleClaims", jwt.RoleClaims.Trim().Length > 0, "names of claims, separated by spaces");
        Check(faults, $"{Setting}:Grants", jwt.Grants.Count > 0, "at least one grant, or no token allows anything");
        for (var i = 0; i < jwt.Grants.Count; i++)
        {
            var setting = $"{Setting}:Grants:{i}";
            Check(faults, $"{setting}:Role", jwt.Grants[i].Role.Length > 0, "a role or a scope as the provider names it");
            Check(faults, $"{setting}:Scopes", ScopeWords.TryParse(jwt.Grants[i].Scopes, out _), ScopeWords.Rule);
            CheckPrefix(faults, setting, jwt.Grants[i].Prefix);
        }
    }

    /// <summary>Ids of keys use the characters of a person's id, so that they need no escaping in a token or a log.</summary>
    private static void CheckId(ValidateOptionsResultBuilder faults, string setting, string id) =>
        Check(faults, $"{setting}:Id", PersonId.TryParse(id, out _), PersonId.Rule);

    private static void CheckPrefix(ValidateOptionsResultBuilder faults, string setting, string prefix) =>
        Check(faults, $"{setting}:Prefix", prefix.Length == 0 || PersonReach.TryParsePrefix(prefix, out _), PersonReach.PrefixRule);

    private static void CheckUnique(ValidateOptionsResultBuilder faults, string list, string property, IEnumerable<string> values)
    {
        if (values.GroupBy(value => value).Any(same => same.Count() > 1))
        {
            faults.AddError($"{Section}:{list} has the same {property} twice");
        }
    }

    private static void Check(ValidateOptionsResultBuilder faults, string setting, bool isValid, string rule)
    {
        if (!isValid)
        {
            faults.AddError($"{setting} is missing or wrong; it must be {rule}");
        }
    }
}
