using System.Text;
using System.Text.Json;
using PersonaKit.Cli.Tests.Hosting;

namespace PersonaKit.Cli.Tests;

/// <summary>The commands against the local host in a process of its own.</summary>
public sealed class RemoteTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _person = LocalHostFixture.NewPerson();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_sent_in_batches_and_sending_it_again_counts_nothing_twice()
    {
        var file = _folder.Write("o.jsonl", Sessions(250));
        var first = await ObserveAsync(file);
        Assert.Equal((0, "250 observations: 250 accepted, 0 known already, 0 refused"), (first.ExitCode, first.Errors.Trim()));
        var second = await ObserveAsync(file);
        Assert.Equal((0, "250 observations: 0 accepted, 250 known already, 0 refused"), (second.ExitCode, second.Errors.Trim()));
        Assert.Equal(250, await ReceivedAsync(_person));

        var grown = await ObserveAsync(_folder.Write("grown.jsonl", Sessions(253)), "--quiet");
        Assert.Equal((0, ""), (grown.ExitCode, grown.Errors));
        Assert.Equal(253, await ReceivedAsync(_person));

        // A read accepts the receipt and includes the last write.
        var after = await RunAsync("persona", "--person", _person, "--mapper", "daily_work_optimizer", "--after", grown.Output.Trim(), "--json");
        Assert.Equal((0, ""), (after.ExitCode, after.Errors));
    }

    [Fact]
    public async Task An_instant_means_the_same_on_a_host_and_in_a_preview_and_as_of_leaves_out_what_came_later()
    {
        string Energy(string level, string at) => $$$"""{"id":"{{{level}}}","type":"user_input","observed_at":"{{{at}}}","content":{"type":"energy_check","energy_level":"{{{level}}}"}}""";
        var mapper = $"energy_{_person.Replace('-', '_').Replace(':', '_').ToLowerInvariant()}";
        var text = $"metadata: {{id: {mapper}}}\ncore: [current_state.energy_level]\n";
        var put = await host.Client.SendTextAsync(HttpMethod.Put, $"mappers/{mapper}", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(put.Message.IsSuccessStatusCode, put.Text);
        var activated = await host.Client.SendAsync(HttpMethod.Post, $"mappers/{mapper}/revisions/1/activate");
        Assert.True(activated.Message.IsSuccessStatusCode, activated.Text);
        var file = _folder.Write("levels.jsonl", Energy("low", "2026-01-20T08:00:00.4Z") + "\n" + Energy("high", "2026-01-20T10:00:00Z"));
        await ObserveAsync(file);

        foreach (var (at, level) in new[] { ("2026-01-20T08:00:00Z", "low"), ("2026-01-20T09:00:00Z", "low"), ("2026-01-20T10:00:00Z", "high") })
        {
            var served = await RunAsync("persona", "--person", _person, "--mapper", mapper, "--at", at);
            var previewed = await Run.Of("mapper", "preview", "--mapper", _folder.Write("m.yaml", text), "--observations", file, "--at", at);
            Assert.Matches($"energy_level +{level}", served.Output);
            Assert.Matches($"energy_level +{level}", previewed.Output);
        }

        var past = await RunAsync("persona", "--person", _person, "--mapper", mapper, "--as-of", "2026-01-20T09:00:00Z", "--at", "2026-01-20T11:00:00Z");
        Assert.Equal((0, ""), (past.ExitCode, past.Errors));
        Assert.Matches("energy_level +low", past.Output);
    }

    [Fact]
    public async Task A_persona_is_printed_with_its_explanation_on_request()
    {
        var said = """{"type":"user_input","content":{"type":"wizard_response","responses":{"most_productive":"morning","focus_duration":"1hr","flow_disruptor":"meetings"}}}""";
        await ObserveAsync(_folder.Write("w.jsonl", said + "\n" + """{"type":"user_input","content":{"type":"energy_check","energy_level":"low"}}"""));
        var run = await RunAsync("persona", "--person", _person, "--mapper", "daily_work_optimizer", "--explain");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("    fires  low_energy_break, weight 1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    silent meeting_prep_high_switch_cost, weight 1: its condition does not hold\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_observations_are_reported_with_their_lines_and_the_rest_is_accepted()
    {
        var lines = Sessions(120).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[6] = """{"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"productivity_score":9,"interruptions":-1}}""";
        lines[110] = "[]";
        var run = await ObserveAsync(_folder.Write("o.jsonl", string.Join("\n\n", lines)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("o.jsonl(13,1): error: /content/productivity_score must lie", run.Errors, StringComparison.Ordinal);
        Assert.Contains("o.jsonl(13,1): error: /content/interruptions must lie", run.Errors, StringComparison.Ordinal);
        Assert.Contains("o.jsonl(221,1): error: an observation is an object", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("120 observations: 118 accepted, 0 known already, 2 refused", run.Errors.Trim(), StringComparison.Ordinal);
        Assert.Equal(118, await ReceivedAsync(_person));
    }

    [Fact]
    public async Task A_reused_id_is_reported_with_its_line()
    {
        const string line = """{"id":"x","type":"note","observed_at":"2026-01-20T08:00:00Z","content":{"n":1}}""";
        Assert.Equal(0, (await ObserveAsync(_folder.Write("a.jsonl", line))).ExitCode);
        var other = line.Replace("\"n\":1", "\"n\":2", StringComparison.Ordinal);
        var alone = await ObserveAsync(_folder.Write("b.jsonl", other));
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("b.jsonl(1,1): error: /id 'x' is the id of another observation", alone.Errors, StringComparison.Ordinal);
        var beside = await ObserveAsync(_folder.Write("c.jsonl", $"{Sessions(1)}{other}\n"));
        Assert.Equal(1, beside.ExitCode);
        Assert.Contains("c.jsonl(2,1): error: /id 'x' is the id of another observation", beside.Errors, StringComparison.Ordinal);
        Assert.EndsWith("2 observations: 1 accepted, 0 known already, 1 refused", beside.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_observations_from_standard_input_count_twice()
    {
        var desk = new Run.Desk { Input = """{"type":"user_input","content":{"type":"energy_check","energy_level":"low"}}""" };
        Assert.Equal(0, (await desk.RunAsync("observe", "-", "--person", _person, "--url", host.Url)).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("observe", "-", "--person", _person, "--url", host.Url)).ExitCode);
        Assert.Equal(2, await ReceivedAsync(_person));
    }

    [Fact]
    public async Task Progress_is_shown_only_on_a_terminal()
    {
        var file = _folder.Write("o.jsonl", Sessions(150));
        var watched = await new Run.Desk { IsTerminal = true }.RunAsync("observe", file, "--person", _person, "--url", host.Url);
        Assert.Contains("\r100 of 150", watched.Errors, StringComparison.Ordinal);
        var quiet = await new Run.Desk { IsTerminal = true }.RunAsync("observe", file, "--person", _person, "--url", host.Url, "-q");
        Assert.Equal("", quiet.Errors);
    }

    [Fact]
    public async Task A_persona_is_printed_as_text_or_as_the_hosts_json()
    {
        await ObserveAsync(_folder.Write("o.jsonl", """
            {"type":"assertion","observed_at":"2026-01-19T12:00:00Z","content":{"trait":"profile.time_zone","value":"Europe/Berlin"}}
            {"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"start":"2026-01-20T08:00:00Z","duration_minutes":90,"productivity_score":5,"interruptions":4}}
            """));
        string[] asked = ["persona", "--person", _person, "--mapper", "daily_work_optimizer", "--at", "2026-01-20T09:30:00Z", "--context", "upcoming_meeting=20"];
        var text = await RunAsync(asked);
        Assert.Equal((0, ""), (text.ExitCode, text.Errors));
        Assert.StartsWith($"{_person} by daily_work_optimizer, revision 1, Tue 20 Jan 2026 10:30 in Europe/Berlin\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("(meeting_prep_high_switch_cost)", text.Output, StringComparison.Ordinal);
        Assert.Contains("true until Tue 20 Jan 2026 10:50", text.Output, StringComparison.Ordinal);

        var json = JsonDocument.Parse((await RunAsync([.. asked, "--json"])).Output).RootElement;
        Assert.Equal(_person, json.GetProperty("person_id").GetString());
        Assert.Equal("2026-01-20T09:50:00Z", json.GetProperty("overlay").GetProperty("context").GetProperty("upcoming_meeting").GetString());
    }

    [Fact]
    public async Task A_refusal_is_printed_with_the_hosts_message()
    {
        var nobody = await RunAsync("persona", "--person", _person, "--mapper", "daily_work_optimizer");
        Assert.Equal(1, nobody.ExitCode);
        Assert.StartsWith("the host answers 404 unknown-person: ", nobody.Errors, StringComparison.Ordinal);
        await ObserveAsync(_folder.Write("o.jsonl", """{"type":"note","content":{}}"""));
        var lacking = await RunAsync("persona", "--person", _person, "--mapper", "therapy_insights");
        Assert.Equal(1, lacking.ExitCode);
        Assert.Contains("missing: therapy.emotional_patterns, therapy.coping_mechanisms", lacking.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("export", "--person", LocalHostFixture.NewPerson())).ExitCode);
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_and_importing_again_changes_nothing()
    {
        await ObserveAsync(_folder.Write("o.jsonl", Sessions(230)));
        var export = Path.Combine(_folder.Path, "export.json");
        var exported = await RunAsync("export", "--person", _person, "-o", export);
        Assert.Equal(0, exported.ExitCode);
        var document = JsonDocument.Parse(await File.ReadAllTextAsync(export)).RootElement;
        Assert.Equal(_person, document.GetProperty("person_id").GetString());
        Assert.Equal(Enumerable.Range(1, 230), document.GetProperty("observations").EnumerateArray().Select(item => item.GetProperty("number").GetInt32()));

        var copy = LocalHostFixture.NewPerson();
        var first = await RunAsync("import", export, "--person", copy);
        Assert.Equal((0, "230 observations: 230 accepted, 0 known already, 0 refused"), (first.ExitCode, first.Errors.Trim()));
        Assert.Equal("230 observations: 0 accepted, 230 known already, 0 refused", (await RunAsync("import", export, "--person", copy)).Errors.Trim());
        Assert.Equal(await TraitsAsync(_person), await TraitsAsync(copy));

        // Imported into its own host, all observations are known; the export names the person.
        Assert.Equal("230 observations: 0 accepted, 230 known already, 0 refused", (await RunAsync("import", export)).Errors.Trim());
        Assert.Equal(230, await ReceivedAsync(_person));
    }

    [Fact]
    public async Task A_catalog_folder_is_published_and_its_mappers_are_active_and_again_it_changes_nothing()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"));
        var mapper = $"pushed_{Guid.NewGuid():n}";
        var trait = $"pushed.t{Guid.NewGuid():n}";
        var folder = Path.Combine(_folder.Path, "my-catalog");
        Directory.CreateDirectory(Path.Combine(folder, "mappers"));
        await File.WriteAllTextAsync(Path.Combine(folder, "traits.yaml"), shipped);
        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), $"traits:\n  {trait}: {{kind: fact, half_life: 7d}}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "mappers", "m.yaml"), $"metadata: {{id: {mapper}}}\ncore: [{trait}]\n");

        var first = await RunAsync("catalog", "push", folder);
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Matches($@"\Acatalog: revision \d+, \d+ traits\s+{mapper}: revision 1 is active\s*\z", first.Output);
        Assert.Contains(trait, (await host.Client.SendAsync(HttpMethod.Get, "traits")).Text, StringComparison.Ordinal);
        Assert.Contains("\"active\"", (await host.Client.SendAsync(HttpMethod.Get, $"mappers/{mapper}")).Text, StringComparison.Ordinal);
        var again = await RunAsync("catalog", "push", folder);
        Assert.Equal((0, ""), (again.ExitCode, again.Errors));
        Assert.Matches($@"\Acatalog: revision \d+, \d+ traits, unchanged\s+{mapper}: revision 1 is active, unchanged\s*\z", again.Output);

        await File.WriteAllTextAsync(Path.Combine(folder, "more.yaml"), "traits: 7\n");
        var broken = await RunAsync("catalog", "push", folder);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("more.yaml(1,", broken.Errors, StringComparison.Ordinal);
        Assert.Contains(trait, (await host.Client.SendAsync(HttpMethod.Get, "traits")).Text, StringComparison.Ordinal);
    }

    private Task<Run> ObserveAsync(string file, params string[] options) => RunAsync(["observe", file, "--person", _person, .. options]);

    private Task<Run> RunAsync(params string[] arguments) => new Run.Desk { Environment = new() { ["PERSONAKIT_URL"] = host.Url } }.RunAsync(arguments);

    private async Task<long> ReceivedAsync(string person) => (await host.Client.GetAsync($"people/{person}/mindscape")).Json.GetProperty("received").GetInt64();

    private async Task<string> TraitsAsync(string person) =>
        (await host.Client.GetAsync($"people/{person}/mindscape?at=2026-02-01T00:00:00Z")).Json.GetProperty("traits").GetRawText();

    private static string Sessions(int count)
    {
        var text = new StringBuilder();
        var start = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            text.Append($$$"""{"type":"work_session","observed_at":"{{{start.AddHours(i):yyyy-MM-dd'T'HH:mm:ss'Z'}}}","content":{"duration_minutes":{{{30 + i % 60}}},"productivity_score":{{{1 + i % 5}}},"interruptions":{{{i % 4}}}}}""").Append('\n');
        }

        return text.ToString();
    }
}
