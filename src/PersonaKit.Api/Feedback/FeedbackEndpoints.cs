using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Observing;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api.Feedback;

/// <summary>
/// <c>/people/{person_id}/feedback</c>: did a suggestion help? Each becomes an observation; here, unlike in a post of observations, the rule must be one that
/// suggests today.
/// </summary>
internal sealed class FeedbackEndpoints(ObservationRecorder recorder, MapperRegistry mappers)
{
    private const int MostNamed = 20;

    public async ValueTask<Problem?> PostAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        var posted = await PostedBody.ReadAsync(http.Request, personId, cancellationToken);
        if (posted.Problem is { } refused)
        {
            return refused;
        }

        var faults = new List<Fault>();
        var drafts = FeedbackDraftReader.Read(posted.Value!, recorder.Now, faults);
        var known = await mappers.CurrentAsync(cancellationToken);
        faults.AddRange(drafts.Select(draft => FindStranger(draft, known)).OfType<Fault>());
        return faults.Count > 0
            ? RecordedResponse.Invalid(ProblemTypes.InvalidFeedback, [.. faults])
            : await RecordedResponse.Send(http, drafts, await recorder.RecordAsync(posted.Person, drafts, posted.Key, cancellationToken));
    }

    /// <summary>A vote on a rule that nobody has would be kept and never count: better said now.</summary>
    private static Fault? FindStranger(ObservationDraft draft, MapperSnapshot known)
    {
        var (mapperId, ruleId) = (Text(draft, "mapper_id"), Text(draft, "rule_id"));
        if (!MapperId.TryParse(mapperId, out var id) || known.Find(id)?.Active is not { } mapper)
        {
            return new($"{draft.Pointer}/mapper_id", $"there is no active mapper '{mapperId}'; GET {ApiPath.Base}/mappers lists them");
        }

        var rules = mapper.Program.Rules;
        return rules.Any(rule => rule.Id == ruleId)
            ? null
            : new($"{draft.Pointer}/rule_id", rules.IsEmpty
                ? $"the mapper {id} has no rules"
                : $"the mapper {id} has no rule '{ruleId}'; it has {string.Join(", ", rules.Take(MostNamed).Select(rule => rule.Id))}{(rules.Length > MostNamed ? " …" : "")}");
    }

    private static string Text(ObservationDraft draft, string key) => ((DataValue.Text)draft.Content[key]!).Value;
}
