using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Http;

/// <summary>The person a route is about.</summary>
internal static class PersonInRoute
{
    public static Problem? TryRead(string text, out PersonId personId) =>
        PersonId.TryParse(text, out personId) ? null : new Problem(ProblemTypes.InvalidPersonId, $"a person id is {PersonId.Rule}");

    public static Problem Unknown(PersonId personId) =>
        new(ProblemTypes.UnknownPerson, $"nothing is known of '{personId}'; POST {ApiPath.Base}/people/{personId}/observations starts them");

    /// <summary>Known today, but not in the part of the history that <c>as_of</c> and <c>known_at</c> cut out.</summary>
    public static Problem NothingThen(PersonId personId) =>
        new(ProblemTypes.UnknownPerson, $"nothing was observed of '{personId}' by then; without 'at', 'as_of' and 'known_at' the answer holds what was observed since");

    public static Problem ForeignReceipt() => new(ProblemTypes.ForeignReceipt, "'after' was given out for another person");

    public static Problem NotYetVisible(TimeSpan retryAfter) =>
        new(ProblemTypes.NotYetVisible, "the store does not show yet what 'after' asks for") { RetryAfter = retryAfter };
}
