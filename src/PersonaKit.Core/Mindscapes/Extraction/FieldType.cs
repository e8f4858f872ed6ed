namespace PersonaKit.Core.Mindscapes.Extraction;

internal enum FieldType
{
    Text,
    Number,
    Integer,
    Boolean,
    Instant,
    List,
    Object,
}
