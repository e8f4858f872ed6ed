using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>Every trait kind and every operator of the code stands in the files that name them all, wherever they do.</summary>
public sealed class DescriptorWordsTests
{
    private static readonly string[] KindNames = [.. TraitKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_operator_stands_where_the_mapper_schema_lists_them()
    {
        var checks = Maps(Read("docs/schemas/mapper.schema.json")).Where(map => map["properties"] is DataValue.Map properties && properties["operator"] is not null).ToList();
        var ofTraits = checks.Where(check => ((DataValue.Map)check["properties"]!)["path"] is not null).ToList();
        var ofContext = checks.Where(check => ((DataValue.Map)check["properties"]!)["field"] is not null).ToList();
        Assert.NotEmpty(ofTraits);
        Assert.NotEmpty(ofContext);
        Assert.All(ofTraits, check => AssertLists(check, [.. ComparisonOperators.All.Where(known => !known.DependsOnMoment).SelectMany(known => known.Names)]));
        Assert.All(ofContext, check => AssertLists(check, [.. ComparisonOperators.All.SelectMany(known => known.Names)]));
    }

    [Fact]
    public void Every_kind_and_its_settings_stand_in_the_trait_schema()
    {
        var trait = Assert.Single(Maps(Read("docs/schemas/traits.schema.json")), map => map["properties"] is DataValue.Map properties && properties["half_life"] is not null);
        var properties = (DataValue.Map)trait["properties"]!;
        var kind = (DataValue.Map)properties["kind"]!;
        Assert.Equal(KindNames, Words(kind));
        foreach (var known in TraitKind.All)
        {
            Assert.Contains($"{known.Name}: {known.Summary}", ((DataValue.Text)kind["description"]!).Value, StringComparison.Ordinal);
            var keys = new AskedKeys();
            known.Settings.Read(keys);
            Assert.All(keys.Asked, key => Assert.NotNull(properties[key]));
        }
    }

    [Fact]
    public void Every_kind_stands_where_the_api_description_lists_them()
    {
        var lists = Maps(Read("openapi.json")).Where(map => map["enum"] is DataValue.List && Words(map).Contains(KindNames[0])).ToList();
        Assert.NotEmpty(lists);
        Assert.All(lists, list => Assert.Equal(KindNames, Words(list).Where(word => word != "derived")));
    }

    /// <summary>Once in the list of operators, and once among the forms that say what value each takes.</summary>
    private static void AssertLists(DataValue.Map check, string[] names)
    {
        Assert.Equal(names, Words((DataValue.Map)((DataValue.Map)check["properties"]!)["operator"]!));
        var forms = ((DataValue.List)check["anyOf"]!).Items.Select(form => ((DataValue.Map)form)["properties"]).OfType<DataValue.Map>();
        Assert.Equal(names.Order(), forms.SelectMany(form => Words((DataValue.Map)form["operator"]!)).Order());
    }

    private static IEnumerable<string> Words(DataValue.Map choice) => ((DataValue.List)choice["enum"]!).Items.OfType<DataValue.Text>().Select(word => word.Value);

    private static IEnumerable<DataValue.Map> Maps(DataValue node) => node switch
    {
        DataValue.Map map => map.Entries.SelectMany(entry => Maps(entry.Value)).Prepend(map),
        DataValue.List list => list.Items.SelectMany(Maps),
        _ => [],
    };

    private static DataValue Read(string file) => DataValueJson.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)));

    private sealed class AskedKeys : ITraitSettingSource
    {
        public List<string> Asked { get; } = [];

        public double? Number(string key, double least, double most)
        {
            Asked.Add(key);
            return null;
        }

        public ImmutableArray<string> Words(string key)
        {
            Asked.Add(key);
            return [];
        }
    }
}
