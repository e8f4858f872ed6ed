using System.Text.RegularExpressions;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;
using PersonaKit.Language.Schemas;
using PersonaKit.Language.Sources;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>Schemas and parsers accept the same documents, as far as a schema can express it.</summary>
public sealed partial class SchemaTests
{
    /// <summary>Every so many mutations are tried. A prime, so that each kind of mutation gets its turn.</summary>
    private static readonly int Step = Thoroughness.Of(full: 1, quick: 13);

    private static readonly string[] MapperFiles =
    [
        "Schemas/Corpus/every_key.mapper.yaml", "Schemas/Corpus/older_notation.mapper.yaml", "Schemas/Corpus/from_json.mapper.json",
        "Schemas/Corpus/every_form.mapper.yaml", "catalog/mappers/daily_work_optimizer.yaml", "catalog/mappers/therapy_insights.yaml",
    ];

    private static readonly string[] CatalogFiles = ["Schemas/Corpus/every_key.traits.yaml", "catalog/traits.yaml"];

    [Fact]
    public async Task Every_good_mapper_and_catalog_fits_its_schema()
    {
        Assert.All(await SchemaValidator.JudgeAsync(JsonSchemas.Mapper, [.. MapperFiles.Select(Read)]), Assert.Null);
        Assert.All(await SchemaValidator.JudgeAsync(JsonSchemas.Traits, [.. CatalogFiles.Select(Read)]), Assert.Null);
    }

    [Fact]
    public void The_documents_of_these_tests_have_every_key_that_a_parser_knows()
    {
        AssertEveryKey(MapperFiles, source => MapperParser.Parse(source).Faults);
        AssertEveryKey(CatalogFiles, source => TraitCatalogParser.Parse(source).Faults);
    }

    [Theory]
    [InlineData("priority")]
    [InlineData("period")]
    [InlineData("transform")]
    [InlineData("operator")]
    [InlineData("day_of_week")]
    [InlineData("mood")]
    public void A_schema_offers_the_words_of_a_mapper_that_the_parser_offers(string key) =>
        AssertWords(MapperFiles, JsonSchemas.Mapper, source => MapperParser.Parse(source).Faults, key);

    [Theory]
    [InlineData("kind")]
    [InlineData("type")]
    public void A_schema_offers_the_words_of_a_catalog_that_the_parser_offers(string key) =>
        AssertWords(CatalogFiles, JsonSchemas.Traits, source => TraitCatalogParser.Parse(source).Faults, key);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public Task After_any_mutation_of_a_mapper_schema_and_parser_agree(int file) =>
        AssertAgreementAsync(MapperFiles[file], JsonSchemas.Mapper, source => MapperParser.Parse(source).Faults, BeyondMapperSchema(), isThorough: file < 2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public Task After_any_mutation_of_a_catalog_schema_and_parser_agree(int file) =>
        AssertAgreementAsync(CatalogFiles[file], JsonSchemas.Traits, source => TraitCatalogParser.Parse(source).Faults, BeyondCatalogSchema(), isThorough: file == 0);

    private static async Task AssertAgreementAsync(string file, string schema, Func<string, IReadOnlyCollection<Diagnostic>> parse, Regex beyond, bool isThorough)
    {
        var named = DataValueJson.Parse(schema);
        var all = Mutations.Of(Read(file), isThorough ? SchemaWords.KeysOf(named) : [], isThorough ? SchemaWords.ChoicesOf(named) : []);
        DataValue[] mutants = [.. all.Where((_, index) => index % Step == 0)];
        var judged = await SchemaValidator.JudgeAsync(schema, mutants);
        var disagreements = new List<string>();
        var (good, bad) = (0, 0);
        foreach (var (mutant, against) in mutants.Zip(judged))
        {
            var json = DataValueJson.ToJson(mutant);
            var faults = parse(json);
            good += faults.Count == 0 ? 1 : 0;
            bad += against is not null ? 1 : 0;
            if (faults.Count == 0 && against is not null)
            {
                disagreements.Add($"the parser takes it, the schema says: {against}\n{json}");
            }
            else if (against is null && faults.Any(fault => !beyond.IsMatch(fault.Message)))
            {
                disagreements.Add($"the schema takes it, the parser says: {string.Join("; ", faults)}\n{json}");
            }
        }

        Assert.True(disagreements.Count == 0, $"{disagreements.Count} of {mutants.Length}:\n{string.Join("\n\n", disagreements.Take(8))}");

        // The comparison is meaningful only if both results occur often.
        Assert.True(good > 50 / Step && bad > 200 / Step, $"{good} good ones and {bad} bad ones of {mutants.Length}");
    }

    /// <summary>Adds an unknown key to every map: the parser's error lists the known keys.</summary>
    private static void AssertEveryKey(string[] files, Func<string, IReadOnlyCollection<Diagnostic>> parse)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in files.Select(Read))
        {
            foreach (var (mutant, map) in WithStranger(document))
            {
                foreach (var fault in parse(DataValueJson.ToJson(mutant)))
                {
                    if (UnknownKey().Match(fault.Message) is { Success: true } match)
                    {
                        var place = Name().Replace(match.Groups["what"].Value, "");
                        known.UnionWith(match.Groups["keys"].Value.Replace("one of ", "", StringComparison.Ordinal).Split([", ", " or "], StringSplitOptions.None).Select(key => $"{place}: {key}"));
                        used.UnionWith(map.Entries.Select(entry => $"{place}: {entry.Key}"));
                    }
                }
            }
        }

        Assert.True(known.Count > 25, string.Join('\n', known));
        Assert.Empty(known.Except(used));
    }

    /// <summary>
    /// Puts a word that nobody knows under the key wherever it stands: the parser's answer lists the words it knows there, and one of the
    /// schema's choices has to be exactly these. A word that code alone knows would otherwise never be tried.
    /// </summary>
    private static void AssertWords(string[] files, string schema, Func<string, IReadOnlyCollection<Diagnostic>> parse, string key)
    {
        var choices = SchemaWords.EveryChoice(DataValueJson.Parse(schema));
        var offers = files.Select(Read).SelectMany(document => WithUnknownWord(document, key))
            .SelectMany(mutant => parse(DataValueJson.ToJson(mutant)))
            .Select(fault => OfferedWords().Match(fault.Message))
            .Where(match => match.Success)
            .Select(match => OneWord().Matches(match.Groups["words"].Value).Select(word => word.Value).Where(word => word is not "or").ToHashSet(StringComparer.Ordinal))
            .ToList();

        Assert.NotEmpty(offers);
        Assert.All(offers, offered => Assert.True(choices.Exists(offered.SetEquals), $"no choice of the schema is {string.Join(", ", offered)}"));
    }

    private static IEnumerable<DataValue> WithUnknownWord(DataValue node, string key)
    {
        switch (node)
        {
            case DataValue.Map map:
                for (var i = 0; i < map.Entries.Length; i++)
                {
                    var (name, value) = map.Entries[i];
                    if (name == key)
                    {
                        yield return new DataValue.Map(map.Entries.SetItem(i, new(name, DataValue.Of("stranger"))));
                    }

                    foreach (var mutant in WithUnknownWord(value, key))
                    {
                        yield return new DataValue.Map(map.Entries.SetItem(i, new(name, mutant)));
                    }
                }

                break;
            case DataValue.List list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    foreach (var mutant in WithUnknownWord(list.Items[i], key))
                    {
                        yield return new DataValue.List(list.Items.SetItem(i, mutant));
                    }
                }

                break;
        }
    }

    private static IEnumerable<(DataValue Mutant, DataValue.Map Map)> WithStranger(DataValue node)
    {
        switch (node)
        {
            case DataValue.Map map:
                yield return (new DataValue.Map(map.Entries.Add(new("stranger", DataValue.Of(1)))), map);
                for (var i = 0; i < map.Entries.Length; i++)
                {
                    foreach (var (mutant, inner) in WithStranger(map.Entries[i].Value))
                    {
                        yield return (new DataValue.Map(map.Entries.SetItem(i, new(map.Entries[i].Key, mutant))), inner);
                    }
                }

                break;
            case DataValue.List list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    foreach (var (mutant, inner) in WithStranger(list.Items[i]))
                    {
                        yield return (new DataValue.List(list.Items.SetItem(i, mutant)), inner);
                    }
                }

                break;
        }
    }

    private static DataValue Read(string file)
    {
        var faults = new List<Diagnostic>();
        var root = SourceReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)), faults);
        Assert.Empty(faults);
        return root!.ToData();
    }

    [GeneratedRegex("^(?<what>.+) has no key 'stranger'; it has (?<keys>.+)$")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("(must be|must be one of|the operators are|is) (?<words>[a-z_]+( \\([a-z_]+\\))?((, | or )[a-z_]+( \\([a-z_]+\\))?)+)(, this is 'stranger')?$")]
    private static partial Regex OfferedWords();

    [GeneratedRegex("[a-z_]+")]
    private static partial Regex OneWord();

    [GeneratedRegex("'.*'$|(?<=^the (trait|observation type|variant|field) ).*$")]
    private static partial Regex Name();

    /// <summary>Rules that relate two places of a mapper, which a schema cannot express.</summary>
    [GeneratedRegex("is used twice|names the template|has the placeholder|must not be greater than max_weight|timezone must be user_local or an IANA name")]
    private static partial Regex BeyondMapperSchema();

    /// <summary>Rules that relate two places of a catalog, such as a feed and the kind of its trait.</summary>
    [GeneratedRegex("must be a trait of this catalog|must be one of the fields of this type|^\\S+ takes |nothing here makes|does not lead into a listed trait|lies above 'high'|longer than its half-life|must be a fact|is stated, not read|a feed has no key '(bands|lookup|else|hours|hour_of|score)'|a feed needs the key '(hour_of|score)'")]
    private static partial Regex BeyondCatalogSchema();
}
