using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static class FeedbackReader
{
    public static FeedbackSettings Read(SourceNode? node, List<Diagnostic> faults)
    {
        var settings = FeedbackSettings.Default;
        if (node is null || FieldReader.TryOpen(node, "feedback_settings", faults) is not { } fields)
        {
            return settings;
        }

        settings = settings with
        {
            NegativeThreshold = Expect.Integer(fields.Optional("negative_threshold"), "negative_threshold", 1, int.MaxValue, faults) ?? settings.NegativeThreshold,
            NegativeWindowDays = Expect.Integer(fields.Optional("negative_window_days"), "negative_window_days", 1, 365, faults) ?? settings.NegativeWindowDays,
            PositiveAdjustment = Expect.Number(fields.Optional("positive_adjustment"), "positive_adjustment", 0, 10, faults) ?? settings.PositiveAdjustment,
            NegativeAdjustment = Expect.Number(fields.Optional("negative_adjustment"), "negative_adjustment", -1, 0, faults) ?? settings.NegativeAdjustment,
            MaxWeight = Expect.Number(fields.Optional("max_weight"), "max_weight", 0, 100, faults) ?? settings.MaxWeight,
            MinWeight = Expect.Number(fields.Optional("min_weight"), "min_weight", 0, 100, faults) ?? settings.MinWeight,
        };
        fields.RejectUnknown();
        if (settings.MinWeight > settings.MaxWeight)
        {
            var place = fields.Map.Find("min_weight") ?? fields.Map.Find("max_weight")!;
            faults.Add(new(place.Line, place.Column, $"min_weight ({settings.MinWeight}) must not be greater than max_weight ({settings.MaxWeight})"));
        }

        return settings;
    }
}
