using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>What stands in the text and nothing makes use of.</summary>
internal static class UnusedParts
{
    public static IEnumerable<Diagnostic> Find(SourceNode.Map root, MapperProgram program)
    {
        var actions = program.Rules.SelectMany(rule => rule.Actions).ToList();
        var templates = actions.Select(action => action.Template.Id).ToHashSet(StringComparer.Ordinal);
        var types = actions.Select(action => action.Type).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. root.At("templates").Entries().Where(entry => !templates.Contains(entry.Key))
                .Select(entry => Warn(entry, $"the template '{Expect.Shorten(entry.Key)}' is used by no rule")),
            .. root.At("context").Entries().Where(entry => !program.Index.ContextPaths.Any(path => path.MayRead(entry.Key)))
                .Select(entry => Warn(entry, $"the context field '{Expect.Shorten(entry.Key)}' is read by no rule")),
            .. root.At("trait_mappings").Entries().Where(entry => !types.Contains(entry.Key))
                .Select(entry => Warn(entry, $"no rule makes a suggestion of the type '{Expect.Shorten(entry.Key)}'")),
        ];
    }

    private static Diagnostic Warn(SourceEntry entry, string message) => new(entry.Line, entry.Column, message);
}
