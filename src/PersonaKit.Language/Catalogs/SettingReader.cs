using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>The settings of a kind in a trait's entry.</summary>
internal sealed class SettingReader(FieldReader section) : ITraitSettingSource
{
    public double? Number(string key, double least, double most) => section.Number(key, least, most);

    public ImmutableArray<string> Words(string key)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var node in section.List(key))
        {
            if (node is SourceNode.Scalar { Value.Length: > 0 and <= ValueLimits.MaxWordLength } word)
            {
                words.Add(word.Value);
            }
            else
            {
                section.Faults.Add(new(node.Line, node.Column, $"a value must be text of 1 to {ValueLimits.MaxWordLength} characters"));
            }
        }

        return words.DrainToImmutable();
    }
}
