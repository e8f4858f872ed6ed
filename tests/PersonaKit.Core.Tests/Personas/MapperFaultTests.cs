using CsCheck;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Core.Tests.Personas;

public class MapperFaultTests
{
    [Theory]
    [InlineData("[]", 1, 1, "a mapper must be a map, this is a list")]
    [InlineData("hello", 1, 1, "a mapper must be a map, this is text")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("rules: []", 1, 1, "a mapper needs the key 'metadata'")]
    [InlineData("metadata: {name: x}", 1, 11, "metadata needs the key 'id'")]
    [InlineData("metadata: {id: Work-1}", 1, 16, "a mapper's id is 1 to 64 characters of a-z, 0-9 and _, this is 'Work-1'")]
    [InlineData("metadata: {id: validate}", 1, 16, "a mapper's id is neither validate nor preview")]
    [InlineData("metadata: {id: preview}", 1, 16, "a mapper's id is neither validate nor preview")]
    [InlineData("metadata: {id: [a]}", 1, 16, "id must be text, this is a list")]
    [InlineData("metadata: {id: a, tags: [b]}", 1, 19, "metadata has no key 'tags'; it has id, version, name")]
    [InlineData("metadata: {id: a, version: {b: c}}", 1, 28, "version must be text, this is a map")]
    [InlineData("metadata: {id: a, default_ttl_hours: 0.5}", 1, 38, "default_ttl_hours must be a number from 1 to 168, this is '0.5'")]
    [InlineData("metadata: {id: a, default_ttl_hours: 169}", 1, 38, "from 1 to 168")]
    [InlineData("metadata: {id: a, default_ttl_hours: \"12\"}", 1, 38, "must be a number")]
    public void A_fault_of_the_document_says_where_and_what_was_expected(string source, int line, int column, string message) =>
        Given.AssertFault(source, line, column, message);

    [Fact]
    public void A_name_has_a_length_that_fits_a_list()
    {
        Assert.Equal(200, Given.Mapper($"metadata: {{id: a, name: {new string('n', 200)}}}").Name.Length);
        foreach (var length in new[] { 201, 1_000_000 })
        {
            Given.AssertFault(
                $"metadata: {{id: a, name: {new string('n', length)}}}", 1, 25, $"a mapper's name has at most 200 characters, this one has {length}");
        }
    }

    [Theory]
    [InlineData("trait_mapping: {}", 1, "a mapper has no key 'trait_mapping'; it has metadata, required_traits, trait_mappings, rules")]
    [InlineData("ttl: 12", 6, "ttl must be a duration such as 30m, 12h or 7d")]
    [InlineData("ttl: 8d", 6, "from 1m to 168h")]
    [InlineData("ttl: 0m", 6, "ttl")]
    [InlineData("max_suggestions: 0", 18, "max_suggestions must be a whole number from 1 to 50, this is '0'")]
    [InlineData("max_suggestions: 51", 18, "from 1 to 50")]
    [InlineData("max_suggestions: 1.5", 18, "whole number")]
    [InlineData("required_traits: a.b", 18, "required_traits must be a list, this is text")]
    [InlineData("required_traits: [a..b]", 19, "must be a trait path")]
    [InlineData("required_traits: [null]", 19, "each of required_traits must be text, this is null")]
    [InlineData("core: {a: b}", 7, "core must be a list, this is a map")]
    [InlineData("trait_mappings: {t: [a b]}", 22, "must be a trait path")]
    [InlineData("trait_mappings: [a]", 17, "trait_mappings must be a map, this is a list")]
    [InlineData("templates: [a]", 12, "templates must be a map")]
    [InlineData("templates: {a: {description: b}}", 16, "the template 'a' needs the key 'title'")]
    [InlineData("templates: {a: {title: b, priority: urgent}}", 37, "priority must be high, medium or low, this is 'urgent'")]
    [InlineData("templates: {a: {title: b, subtitle: c}}", 27, "the template 'a' has no key 'subtitle'; it has title, description, priority")]
    [InlineData("templates: {a: {title: [b]}}", 24, "title must be text, this is a list")]
    [InlineData("templates: {a: {title: b, metadata: c}}", 37, "the metadata of a template must be a map")]
    [InlineData("templates: {a: {title: b}, a: {title: b}}", 28, "the key 'a' appears twice")]
    [InlineData("feedback_settings: {negative_threshold: 0}", 41, "negative_threshold must be a whole number from 1 on, this is '0'")]
    [InlineData("feedback_settings: {negative_window_days: 366}", 43, "from 1 to 365")]
    [InlineData("feedback_settings: {positive_adjustment: -0.1}", 42, "from 0 to 10")]
    [InlineData("feedback_settings: {negative_adjustment: 0.2}", 42, "from -1 to 0")]
    [InlineData("feedback_settings: {max_weight: 101}", 33, "from 0 to 100")]
    [InlineData("feedback_settings: {min_weight: 3}", 21, "min_weight (3) must not be greater than max_weight (2)")]
    [InlineData("feedback_settings: {max_weight: 0.4}", 21, "min_weight (0.5) must not be greater than max_weight (0.4)")]
    [InlineData("feedback_settings: {decay: 1}", 21, "feedback_settings has no key 'decay'")]
    [InlineData("context: {f: date}", 14, "must be one of text, number, boolean, instant, instant_or_minutes, this is 'date'")]
    [InlineData("context: {f: {description: x}}", 14, "the context field 'f' needs the key 'type'")]
    [InlineData("context: {f: {type: text, unit: x}}", 27, "has no key 'unit'")]
    [InlineData("context: {\"a b\": text}", 11, "the name of a context field is 1 to 64 characters")]
    [InlineData("context: [f]", 10, "context must be a map")]
    [InlineData("rules: {r: x}", 8, "rules must be a list, this is a map")]
    [InlineData("rules: [r]", 9, "a rule must be a map, this is text")]
    public void A_fault_of_a_section_says_where_and_what_was_expected(string section, int column, string message) =>
        Given.AssertFault("metadata: {id: m}\n" + section, 2, column, message);

    [Fact]
    public void A_placeholder_that_a_rule_does_not_fill_is_reported_in_the_template()
    {
        const string source = """
            metadata: {id: m}
            rules:
              - id: r
                conditions: {all: []}
                actions: [{generate_suggestion: {type: s, template: t, parameters: {known: 1}}}]
            templates:
              t:
                title: "{known} {unknown}"
                description: "{also.unknown} {not a name} {}"
              unused:
                title: "{whatever}"
            """;
        Assert.Equal(
            [
                "line 8, column 12: the template 't' has the placeholder {unknown}, but the rule 'r' gives no such parameter",
                "line 9, column 18: the template 't' has the placeholder {also.unknown}, but the rule 'r' gives no such parameter",
            ],
            MapperParser.Parse(source).Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_rule_needs_its_parts_and_an_id_of_its_own()
    {
        const string source = """
            metadata: {id: m}
            rules:
              - weight: 1
              - id: a
                conditions: {all: []}
                actions: [{generate_suggestion: {type: s, template: t}}]
                weight: 101
                locked: maybe
              - id: a
                conditions: {all: []}
                actions: [{generate_suggestion: {type: s, template: t}}]
                weight: heavy
                unless: x
            templates: {t: {title: T}}
            """;
        Assert.Equal(
            [
                "line 3, column 5: a rule needs the key 'actions'",
                "line 3, column 5: a rule needs the key 'conditions'",
                "line 3, column 5: a rule needs the key 'id'",
                "line 7, column 13: weight must be a number from 0 to 100, this is '101'",
                "line 8, column 13: locked must be true or false, this is 'maybe'",
                "line 9, column 9: the rule id 'a' is used twice; feedback could not tell the two apart",
                "line 12, column 13: weight must be a number from 0 to 100, this is 'heavy'",
                "line 13, column 5: a rule has no key 'unless'; it has id, conditions, actions, weight, locked",
            ],
            MapperParser.Parse(source).Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Too_many_rules_and_templates_are_faults()
    {
        var rules = string.Concat(Enumerable.Range(0, 201).Select(i => $"  - {{id: r{i}, conditions: {{all: []}}, actions: [{{generate_suggestion: {{type: s, template: t0}}}}]}}\n"));
        var templates = string.Concat(Enumerable.Range(0, 201).Select(i => $"  t{i}: {{title: T}}\n"));
        var faults = MapperParser.Parse($"metadata: {{id: m}}\nrules:\n{rules}templates:\n{templates}").Faults;
        Assert.Equal(["line 203, column 5: a mapper has at most 200 rules, here starts the next", "line 405, column 3: a mapper has at most 200 templates, here starts the next"], faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_fault_inside_an_anchor_is_reported_once()
    {
        const string source = """
            metadata: {id: m}
            rules:
              - {id: a, conditions: &c {trait_check: {path: x, operator: like}}, actions: &a [{generate_suggestion: {type: s, template: t}}]}
              - {id: b, conditions: *c, actions: *a}
            templates: {t: {title: T}}
            """;
        Assert.Contains("'like'", Assert.Single(MapperParser.Parse(source).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_more_than_a_megabyte_is_refused()
    {
        var fault = Assert.Single(MapperParser.Parse("metadata: {id: m}\n#" + new string('x', 1024 * 1024)).Faults);
        Assert.Equal((1, 1), (fault.Line, fault.Column));
    }

    [Fact]
    public void A_damaged_text_is_a_program_or_faults_and_never_an_exception()
    {
        string[] sources = [Given.ShippedSource("daily_work_optimizer"), Given.ShippedSource("therapy_insights")];
        string[] pieces = ["", "", ":", "{", "}", "[", "]", "- ", "\n", "\t", "\"", "'", "*a", "&a ", "<<: ", "null", "|", ">", "!x ", "%", "#", "?", "\u0000", "99999", "{p}", "---\n"];
        Gen.Select(Gen.OneOf(sources), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.OneOf(pieces)).Array[1, 6]).Sample(
            (source, damages) =>
            {
                foreach (var (where, length, piece) in damages)
                {
                    var start = (int)(where * (source.Length - 1));
                    source = source[..start] + piece + source[Math.Min(start + length, source.Length)..];
                }

                var result = MapperParser.Parse(source);
                Assert.Equal(result.Program is null, !result.Faults.IsEmpty);
                Assert.All(result.Faults, fault => Assert.True(fault.Line >= 1 && fault.Column >= 1, fault.ToString()));
                Assert.Equal(result.Faults.OrderBy(fault => (fault.Line, fault.Column)), result.Faults.AsEnumerable());
            },
            iter: 1000);
    }
}
