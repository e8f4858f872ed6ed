namespace PersonaKit.Core.Mindscapes.Traits;

public static class TraitKindNames
{
    public static string Of(TraitKind kind) => kind switch
    {
        TraitKind.Quantity => "quantity",
        TraitKind.Category => "category",
        TraitKind.Tags => "tags",
        TraitKind.Rhythm => "rhythm",
        _ => "fact",
    };
}
