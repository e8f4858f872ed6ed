namespace PersonaKit.Core.Tests.Personas;

public class RuleFaultTests
{
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
    [InlineData("{context_check: {field: a, operator: within_minutes, value: \"soon\"}}", 77, "must be a number of minutes")]
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
    public void A_fault_of_a_condition_says_where_and_what_was_expected(string condition, int column, string message) => Given.AssertFault(
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
    public void A_fault_of_an_action_says_where_and_what_was_expected(string actions, int column, string message) => Given.AssertFault(
        $$$"""
        metadata: {id: m}
        rules:
          - id: r
            conditions: {all: []}
            actions: {{{actions}}}
        templates: {t: {title: T}, p: {title: P}}
        """,
        5, column, message);
}
