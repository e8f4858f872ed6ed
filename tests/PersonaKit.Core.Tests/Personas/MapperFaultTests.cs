using CsCheck;
using PersonaKit.Core.Personas;

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
    [InlineData("metadata: {id: [a]}", 1, 16, "id must be text, this is a list")]
    [InlineData("metadata: {id: a, tags: [b]}", 1, 19, "metadata has no key 'tags'; it has id, version, name")]
    [InlineData("metadata: {id: a, version: {b: c}}", 1, 28, "version must be text, this is a map")]
    [InlineData("metadata: {id: a, default_ttl_hours: 0.5}", 1, 38, "default_ttl_hours must be a number from 1 to 168, this is '0.5'")]
    [InlineData("metadata: {id: a, default_ttl_hours: 169}", 1, 38, "from 1 to 168")]
    [InlineData("metadata: {id: a, default_ttl_hours: \"12\"}", 1, 38, "must be a number")]
    public void A_fault_of_the_document_says_where_and_what_was_expected(string source, int line, int column, string message) =>
        AssertFault(source, line, column, message);

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
        AssertFault("metadata: {id: m}\n" + section, 2, column, message);

    [Theory]
    [InlineData("{path: a, operator: exists}", 18, "a condition has no key 'path'; it has one of all, any, not, trait_check, context_check or time_check")]
    [InlineData("{}", 17, "a condition is empty")]
    [InlineData("[]", 17, "a condition must be a map with the key all, any, not, trait_check, context_check or time_check, this is a list")]
    [InlineData("{all: {}}", 23, "all must be a list, this is a map")]
    [InlineData("{all: [], any: []}", 27, "a condition has exactly one key, 'any' is one too many")]
    [InlineData("{not: []}", 23, "a condition must be a map")]
    [InlineData("{type: none, conditions: []}", 24, "the type of a condition must be all, any or single, this is 'none'")]
    [InlineData("{type: all}", 17, "needs the key 'conditions'")]
    [InlineData("{type: all, conditions: [], extra: 1}", 45, "has no key 'extra'; it has type, conditions")]
    [InlineData("{type: single}", 17, "a single condition needs trait_check, context_check or time_check")]
    [InlineData("{type: single, conditions: []}", 44, "exactly one in its list, here are 0")]
    [InlineData("{type: single, conditions: [{all: []}, {all: []}]}", 44, "here are 2")]
    [InlineData("{type: single, path: a, operator: exists, period: night}", 59, "has no key 'period'; it has type, path, operator, value")]
    [InlineData("{trait_check: a}", 31, "a trait_check must be a map")]
    [InlineData("{trait_check: {operator: exists}}", 31, "a trait_check needs the key 'path'")]
    [InlineData("{trait_check: {path: a}}", 31, "a trait_check needs the key 'operator'")]
    [InlineData("{trait_check: {path: a!, operator: exists}}", 38, "path must be a trait path")]
    [InlineData("{trait_check: {path: a, operator: like, value: 1}}", 51, "there is no operator 'like'; the operators are exists, not_exists, equals")]
    [InlineData("{trait_check: {path: a, operator: equals}}", 31, "the operator equals needs a value")]
    [InlineData("{trait_check: {path: a, operator: equals, value: }}", 59, "the operator equals needs a value (write null to compare with null)")]
    [InlineData("{trait_check: {path: a, operator: in, value: b}}", 62, "the value of in must be a list, this is 'b'")]
    [InlineData("{trait_check: {path: a, operator: exists, field: b}}", 59, "a trait_check has no key 'field'; it has path, operator, value")]
    [InlineData("{trait_check: {path: a, operator: within_minutes, value: 5}}", 51, "it belongs into a context_check")]
    [InlineData("{context_check: {field: a b, operator: exists}}", 41, "field must name a context field")]
    [InlineData("{context_check: {field: a, operator: within_minutes}}", 33, "needs a value")]
    [InlineData("{context_check: {field: a, operator: within_minutes, value: -1}}", 77, "must be a number of minutes, 0 or more, this is '-1'")]
    [InlineData("{context_check: {field: a, operator: within_minutes, value: \"5\"}}", 77, "must be a number of minutes")]
    [InlineData("{time_check: {}}", 30, "a time_check needs period, hour_range or day_of_week")]
    [InlineData("{time_check: {timezone: UTC}}", 30, "a time_check needs period, hour_range or day_of_week")]
    [InlineData("{time_check: {period: noon}}", 39, "period must be morning, afternoon, evening or night, this is 'noon'")]
    [InlineData("{time_check: {hour_range: 14}}", 43, "a list of two hours such as [14, 16]")]
    [InlineData("{time_check: {hour_range: [1, 2, 3]}}", 43, "a list of two hours")]
    [InlineData("{time_check: {hour_range: [24, 2]}}", 44, "the first hour of hour_range must be a whole number from 0 to 23, this is '24'")]
    [InlineData("{time_check: {hour_range: [2, 25]}}", 47, "from 0 to 24")]
    [InlineData("{time_check: {hour_range: [2, 3.5]}}", 47, "whole number")]
    [InlineData("{time_check: {day_of_week: [mon]}}", 45, "a day of the week is monday, tuesday")]
    [InlineData("{time_check: {day_of_week: []}}", 44, "needs at least one day")]
    [InlineData("{time_check: {day_of_week: {a: b}}}", 44, "day_of_week must be a list")]
    [InlineData("{time_check: {period: night, timezone: Mars/Base}}", 56, "timezone must be user_local or an IANA name such as Europe/Berlin, this is 'Mars/Base'")]
    [InlineData("{time_check: {period: night, hours: [1, 2]}}", 46, "a time_check has no key 'hours'; it has period, hour_range, day_of_week, timezone")]
    public void A_fault_of_a_condition_says_where_and_what_was_expected(string condition, int column, string message) => AssertFault(
        $$$"""
        metadata: {id: m}
        rules:
          - id: r
            actions: [{generate_suggestion: {type: t, template: t}}]
            conditions: {{{condition}}}
        templates: {t: {title: T}}
        """,
        5, column, message);

    [Theory]
    [InlineData("[]", 14, "a rule needs at least one action")]
    [InlineData("{}", 14, "actions must be a list, this is a map")]
    [InlineData("[x]", 15, "an action must be a map")]
    [InlineData("[{type: notify}]", 22, "the only type of action is generate_suggestion, this is 'notify'")]
    [InlineData("[{type: generate_suggestion}]", 15, "an action needs the key 'generate_suggestion'")]
    [InlineData("[{send: {}}]", 16, "an action has no key 'send'")]
    [InlineData("[{generate_suggestion: {template: t}}]", 37, "generate_suggestion needs the key 'type'")]
    [InlineData("[{generate_suggestion: {type: s}}]", 37, "generate_suggestion needs the key 'template'")]
    [InlineData("[{generate_suggestion: {type: \" \", template: t}}]", 44, "the type of a suggestion must not be empty")]
    [InlineData("[{generate_suggestion: {type: s, template: u}}]", 57, "the rule 'r' names the template 'u', which does not exist; there are t, p")]
    [InlineData("[{generate_suggestion: {type: s, template: t, params: {}}}]", 60, "generate_suggestion has no key 'params'; it has type, template, parameters")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: [a]}}]", 72, "parameters must be a map")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_trait: a, from_context: b}}}}]", 92, "not from both")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_trait: a, round: 1}}}}]", 92, "the parameter 'a' has no key 'round'; it has from_trait, from_context, default, transform")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {transform: lower}}}}]", 76, "nothing to transform")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_trait: a, transform: upper}}}}]", 103, "transform must be one of minutes_to_hours, capitalize, lower, this is 'upper'")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_trait: null}}}}]", 89, "from_trait must be text, this is null")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_trait: \"a b\"}}}}]", 89, "from_trait must be a trait path")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: {from_context: \"a b\"}}}}]", 91, "from_context must name a context field")]
    [InlineData("[{generate_suggestion: {type: s, template: t, parameters: {a: [[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]}}}]", 76, "nested deeper than 16 levels")]
    public void A_fault_of_an_action_says_where_and_what_was_expected(string actions, int column, string message) => AssertFault(
        $$$"""
        metadata: {id: m}
        rules:
          - id: r
            conditions: {all: []}
            actions: {{{actions}}}
        templates: {t: {title: T}, p: {title: P}}
        """,
        5, column, message);

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

    private static void AssertFault(string source, int line, int column, string message)
    {
        var result = MapperParser.Parse(source);
        Assert.Null(result.Program);
        Assert.True(
            result.Faults.Any(fault => fault.Line == line && fault.Column == column && fault.Message.Contains(message, StringComparison.Ordinal)),
            $"expected at {line}:{column}: {message}\nfound:\n{string.Join("\n", result.Faults)}");
    }
}
