using System.Net;
using System.Text.Json;

namespace PersonaKit.Fuzz.Soak;

/// <summary>One person, whom one writer alone writes about, so that what has to be stored is known exactly.</summary>
internal sealed class SoakPerson(string name, SoakClient client, Markers markers, Random random)
{
    private readonly Dictionary<string, SoakObservation> _observations = [];
    private int _requests;
    private string? _receipt;

    public async Task<string> StepAsync()
    {
        var live = _observations.Values.Where(observation => !observation.IsRetracted).ToList();
        switch (random.Next(50))
        {
            case < 20:
                await PostAsync();
                return "post";
            case < 26 when live.Count > 0:
                await RetractAsync(live[random.Next(live.Count)]);
                return "retract";
            case < 32 when live.Count > 0:
                await CorrectAsync(live[random.Next(live.Count)]);
                return "correct";
            case 32 when _observations.Count > 0:
                await EraseAsync();
                return "erase";
            case < 42 when live.Count > 0:
                await ReadPersonaAsync();
                return "persona";
            default:
                await CheckAsync();
                return "check";
        }
    }

    /// <summary>Everything that was acknowledged is there once, nothing else is, and no answer holds what was forgotten.</summary>
    public async Task CheckAsync()
    {
        if (_receipt is null)
        {
            foreach (var part in (string[])["mindscape", "observations", "export"])
            {
                var (status, text, _) = await client.SendAsync(HttpMethod.Get, $"people/{name}/{part}");
                Demand(
                    status == HttpStatusCode.NotFound,
                    $"{part} of a person who is erased or was never there is answered {(int)status}: {text}");
            }

            return;
        }

        var mindscape = await GetAsync($"mindscape?after={_receipt}");
        var sessions = _observations.Values.Count(observation => observation is { IsSession: true, IsRetracted: false });
        var counted = mindscape.GetProperty("traits").TryGetProperty("work.focus_duration", out var trait)
            ? trait.GetProperty("count").GetInt32()
            : 0;
        Demand(counted == sessions, $"{counted} sessions count, {sessions} were acknowledged");

        var entries = await HistoryAsync();
        var numbers = entries.Select(entry => entry.GetProperty("number").GetInt64()).ToHashSet();
        Demand(numbers.Count == entries.Count, "two entries have one number");
        var stored = entries.Where(entry => entry.GetProperty("type").GetString() != "retraction")
            .ToDictionary(entry => entry.GetProperty("id").GetString()!);
        Demand(stored.Count == _observations.Count, $"{stored.Count} observations are stored, {_observations.Count} were acknowledged");
        Demand(
            entries.Count - stored.Count == _observations.Values.Count(observation => observation.HasRetraction),
            "retractions are stored twice or not at all");
        foreach (var observation in _observations.Values)
        {
            Demand(stored.TryGetValue(observation.Id, out var entry), $"{observation.Id} was acknowledged and is not stored");
            var isThere = entry.TryGetProperty("content", out var content)
                && content.GetRawText().Contains(observation.Marker, StringComparison.Ordinal);
            var wrong = observation.IsRetracted ? "is retracted and still says" : "does not say any more";
            Demand(isThere != observation.IsRetracted, $"{observation.Id} {wrong} {observation.Marker}");
        }
    }

    private async Task PostAsync()
    {
        var hasIds = random.Next(4) > 0;
        var request = $"{name}-{++_requests}";
        var made = Enumerable.Range(0, random.Next(1, 5))
            .Select(i => new SoakObservation($"{request}-{i}", markers.Next(), random.Next(3) > 0)).ToList();
        var body = made.Select(draft => hasIds
            ? $$"""{"id":"{{draft.Id}}","type":"{{draft.Type}}","content":{{draft.Content}}}"""
            : $$"""{"type":"{{draft.Type}}","content":{{draft.Content}}}""");
        var posted = await AcceptedAsync(HttpMethod.Post, $"people/{name}/observations", $"[{string.Join(',', body)}]", request);
        var ids = posted.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        Demand(ids.Count == made.Count && ids.Distinct().Count() == made.Count, "a post was answered with other items than it had");
        for (var i = 0; i < made.Count; i++)
        {
            _observations.Add(ids[i], made[i] with { Id = ids[i] });
        }
    }

    private async Task RetractAsync(SoakObservation observation)
    {
        await AcceptedAsync(HttpMethod.Delete, $"people/{name}/observations/{observation.Id}");
        observation.HasRetraction = true;
        Forget(observation);
    }

    private async Task CorrectAsync(SoakObservation old)
    {
        var corrected = new SoakObservation($"{name}-{++_requests}-c", markers.Next(), old.IsSession);
        await AcceptedAsync(
            HttpMethod.Post,
            $"people/{name}/observations",
            $$"""{"id":"{{corrected.Id}}","corrects":"{{old.Id}}","type":"{{corrected.Type}}","content":{{corrected.Content}}}""");
        _observations.Add(corrected.Id, corrected);
        Forget(old);
    }

    private async Task EraseAsync()
    {
        var (status, text, _) = await client.SendAsync(HttpMethod.Delete, $"people/{name}");
        Demand(status == HttpStatusCode.NoContent, $"an erase is answered {(int)status}: {text}");
        foreach (var observation in _observations.Values)
        {
            markers.Forget(observation.Marker);
        }

        _observations.Clear();
        _receipt = null;
        await CheckAsync();
    }

    private async Task ReadPersonaAsync()
    {
        var persona = (await GetAsync($"personas/{SoakRun.Mapper}?after={_receipt}")).GetRawText();
        var notes = _observations.Values.Where(observation => observation is { IsSession: false, IsRetracted: false }).ToList();
        var isQuoted = notes.Any(note => persona.Contains(note.Marker, StringComparison.Ordinal));
        Demand(notes.Count == 0 || isQuoted, $"no acknowledged note is in the persona: {persona}");
    }

    private async Task<List<JsonElement>> HistoryAsync()
    {
        var entries = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await GetAsync($"observations?limit=100{cursor}");
            entries.AddRange(page.GetProperty("observations").EnumerateArray());
            if (!page.TryGetProperty("next_cursor", out var next))
            {
                return entries;
            }

            cursor = $"&cursor={next.GetString()}";
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        var answer = await client.GetAsync($"people/{name}/{path}");
        var (forgotten, _) = markers.Find(System.Text.Encoding.UTF8.GetBytes(answer.GetRawText()));
        Demand(forgotten.Count == 0, $"{path} says what was forgotten: {string.Join(", ", forgotten)}");
        return answer;
    }

    private async Task<JsonElement> AcceptedAsync(HttpMethod method, string path, string? body = null, string? key = null)
    {
        var (status, text, _) = await client.SendAsync(method, path, body, key);
        Demand(status == HttpStatusCode.Accepted, $"{method} {path} is answered {(int)status}: {text}");
        var accepted = JsonDocument.Parse(text).RootElement;
        if (accepted.TryGetProperty("items", out var items))
        {
            Demand(
                items.EnumerateArray().All(item => item.GetProperty("status").GetString() is "accepted" or "duplicate"),
                $"an item was refused: {text}");
        }

        _receipt = accepted.GetProperty("receipt").GetString();
        return accepted;
    }

    private void Forget(SoakObservation observation)
    {
        observation.IsRetracted = true;
        markers.Forget(observation.Marker);
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SoakViolationException($"{name}: {otherwise}");
        }
    }
}
