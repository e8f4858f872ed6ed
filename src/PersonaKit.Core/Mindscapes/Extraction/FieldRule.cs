using System.Collections.Immutable;
using System.Globalization;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>What one field of an observation's content must look like, when it is there.</summary>
internal sealed record FieldRule
{
    public required ImmutableArray<string> Path { get; init; }

    public required FieldType Type { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>For an instant that is planned rather than seen, such as the end of a meeting.</summary>
    public bool MayLieAhead { get; init; }

    public double Min { get; init; } = -1e12;

    public double Max { get; init; } = 1e12;

    public ImmutableArray<string> Values { get; init; } = [];

    public void Check(ObservationDraft draft, DateTimeOffset now, List<Fault> faults)
    {
        var pointer = ObservationDraftReader.Pointer(draft.Pointer, "content");
        DataValue value = draft.Content;
        for (var i = 0; i < Path.Length; i++)
        {
            if (value is not DataValue.Map map)
            {
                // Several fields may lie in one object; it is wrong once.
                var fault = new Fault(pointer, $"must be an object, this is {value.KindName}");
                if (!faults.Contains(fault))
                {
                    faults.Add(fault);
                }

                return;
            }

            pointer = ObservationDraftReader.Pointer(pointer, Path[i]);
            if (map[Path[i]] is not { } next)
            {
                // A missing object is reported by the first of its fields that is required.
                if (IsRequired)
                {
                    faults.Add(new(pointer, "is required"));
                }

                return;
            }

            value = next;
        }

        CheckValue(value, pointer, now, faults);
    }

    private void CheckValue(DataValue value, string pointer, DateTimeOffset now, List<Fault> faults)
    {
        switch (Type, value)
        {
            case (FieldType.Instant, _):
                ObservationDraftReader.ReadInstant(value, pointer, MayLieAhead ? DateTimeOffset.MaxValue : now, faults);
                break;
            case (FieldType.Text, DataValue.Text text) when Values.IsEmpty || Values.Contains(text.Value):
            case (FieldType.Boolean, DataValue.Boolean):
            case (FieldType.List, DataValue.List):
            case (FieldType.Object, DataValue.Map):
                break;
            case (FieldType.Text, DataValue.Text text):
                faults.Add(new(pointer, $"must be one of {string.Join(", ", Values)}; this is '{text.Value}'"));
                break;
            case (FieldType.Number or FieldType.Integer, DataValue.Number number):
                CheckNumber(number.Value, pointer, faults);
                break;
            default:
                faults.Add(new(pointer, $"must be {NameOf(Type)}, this is {value.KindName}"));
                break;
        }
    }

    private void CheckNumber(double number, string pointer, List<Fault> faults)
    {
        if (Type == FieldType.Integer && number != Math.Floor(number))
        {
            faults.Add(new(pointer, "must be a whole number"));
        }
        else if (number < Min || number > Max)
        {
            faults.Add(new(pointer, string.Create(CultureInfo.InvariantCulture, $"must lie between {Min} and {Max}, this is {number}")));
        }
    }

    private static string NameOf(FieldType type) => type switch
    {
        FieldType.Text => "text",
        FieldType.Number => "a number",
        FieldType.Integer => "a whole number",
        FieldType.Boolean => "true or false",
        FieldType.List => "a list",
        _ => "an object",
    };
}
