using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PersonaKit.Fuzz.Contract;

namespace PersonaKit.Fuzz.Running;

/// <summary>
/// Gives every few hundred requests people and a mapper of their own, so that none grows without bound and a number alone can be repeated.
/// </summary>
internal sealed class FuzzSetup(HttpClient http)
{
    private static readonly string MapperText =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", "mappers", "daily_work_optimizer.yaml"));

    private const string Smallest = """
        {"metadata":{"id":"fuzz_json","version":"1.0.0","name":"Small"},
         "rules":[{"id":"r","weight":1.0,"conditions":{"trait_check":{"path":"work.focus_duration","operator":"exists"}},"actions":[{"generate_suggestion":{"type":"note","template":"t"}}]}],
         "templates":{"t":{"title":"A title","description":"Text"}}}
        """;

    public async Task<Vocabulary> PrepareAsync(int epoch)
    {
        string[] people = [.. "abcdefgh".Select(letter => $"e{epoch}-{letter}")];
        var mapper = $"fuzz_{epoch}";
        var answers = new Dictionary<(string Person, string Name), List<string>>();
        void Note(string person, string name, string? value)
        {
            if (value is not null)
            {
                answers.TryAdd((person, name), []);
                answers[(person, name)].Add(value);
            }
        }

        var text = MapperText.Replace("id: daily_work_optimizer", $"id: {mapper}", StringComparison.Ordinal);
        await SendAsync(HttpMethod.Put, $"mappers/{mapper}", text, "application/yaml", "*");
        await SendAsync(
            HttpMethod.Put,
            $"mappers/spare_{epoch}",
            text.Replace($"id: {mapper}", $"id: spare_{epoch}", StringComparison.Ordinal),
            "application/yaml",
            "*");
        var (active, _) = await SendAsync(HttpMethod.Post, $"mappers/{mapper}/revisions/1/activate");
        Note("", "If-Match", active.ETag?.ToString());
        foreach (var person in people)
        {
            var drafts = Vocabulary.Drafts.Select((draft, i) => $$"""{"id":"o-{{i}}","observed_at":"2026-01-{{10 + i}}T09:00:00Z",{{draft[1..]}}""");
            var (_, posted) = await SendAsync(
                HttpMethod.Post,
                $"people/{person}/observations",
                $"[{string.Join(',', drafts)}]",
                "application/json");
            Note(person, "after", posted.RootElement.GetProperty("receipt").GetString());
            var (_, page) = await SendAsync(HttpMethod.Get, $"people/{person}/observations?limit=2");
            Note(person, "cursor", page.RootElement.GetProperty("next_cursor").GetString());
            var (mindscape, _) = await SendAsync(HttpMethod.Get, $"people/{person}/mindscape");
            Note(person, "If-None-Match", mindscape.ETag?.ToString());
            var (persona, _) = await SendAsync(HttpMethod.Get, $"people/{person}/personas/{mapper}");
            Note(person, "If-None-Match", persona.ETag?.ToString());
        }

        return new Vocabulary(
            [.. people],
            mapper,
            $"spare_{epoch}",
            [text, Smallest],
            answers.ToImmutableDictionary(answer => answer.Key, answer => answer.Value.ToImmutableArray()));
    }

    private async Task<(HttpResponseHeaders Headers, JsonDocument Body)> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? type = null,
        string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type!);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? (answer.Headers, JsonDocument.Parse(text))
            : throw new InvalidOperationException($"{method} {path} has to succeed and was answered {(int)answer.StatusCode}: {text}");
    }
}
