using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Comparing;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;

namespace PersonaKit.Core.Tests.Personas;

public class PersonaDifferenceTests
{
    private const string Mapper = """
        metadata: {id: m}
        required_traits: [a]
        rules:
          - {id: one, weight: 3, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: x}}, {generate_suggestion: {type: t, template: y}}]}
          - {id: two, weight: 2, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: x}}]}
        templates: {x: {title: X, description: x}, y: {title: Y, description: y}}
        """;

    [Fact]
    public void The_same_mapper_changes_nothing() => Assert.True(Compare(Mapper, Mapper).IsEmpty);

    [Fact]
    public void Each_kind_of_change_is_told_by_its_own_name()
    {
        var moved = Compare(Mapper, Mapper.Replace("weight: 2", "weight: 4", StringComparison.Ordinal));
        Assert.Equal(["two 0: 3>1 reweighted", "one 0: 1>2", "one 1: 2>3"], Describe(moved));

        var reworded = Compare(Mapper, Mapper.Replace("title: Y", "title: Z", StringComparison.Ordinal));
        Assert.Equal(["one 1: 2>2 reworded"], Describe(reworded));

        var removed = Compare(Mapper, Mapper.Replace(", {generate_suggestion: {type: t, template: y}}", "", StringComparison.Ordinal));
        Assert.Equal(["two 0: 3>2", "one 1: 2>"], Describe(removed));

        var added = Compare(Mapper, Mapper.Replace("id: two", "id: other", StringComparison.Ordinal));
        Assert.Equal(["other 0: >3", "two 0: 3>"], Describe(added));
    }

    [Fact]
    public void Required_traits_are_told_when_they_come_to_be_missing_and_when_they_no_longer_are()
    {
        var demanding = Mapper.Replace("[a]", "[b, a, c]", StringComparison.Ordinal);

        var worse = Compare(Mapper, demanding);
        Assert.Equal("b, c", string.Join(", ", worse.MissingGained));
        Assert.Equal(3, worse.Suggestions.Count(change => change.IsRemoved));
        var better = Compare(demanding, Mapper);
        Assert.Equal((3, 0), (better.Suggestions.Count(change => change.IsAdded), better.MissingGained.Length));
        Assert.Equal("b, c", string.Join(", ", better.MissingLost));
    }

    private static PersonaDifference Compare(string before, string after) => PersonaDifference.Between(Project(before), Project(after));

    private static ProjectionOutcome Project(string source) =>
        PersonaProjection.Project(Given.Person("UTC", Given.Trait("a", "1")), Given.Mapper(source), 1, PersonaContext.Empty, Given.Instant("2026-01-20T10:00:00Z"));

    private static IEnumerable<string> Describe(PersonaDifference difference) => difference.Suggestions.Select(change =>
    {
        var (suggestion, position, _) = (change.After ?? change.Before)!;
        var kinds = new[] { change.IsReweighted ? " reweighted" : "", change.IsReworded ? " reworded" : "" };
        return $"{suggestion.RuleId} {position}: {change.Before?.Place}>{change.After?.Place}{string.Concat(kinds)}";
    });
}
