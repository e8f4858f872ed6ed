namespace PersonaKit.Engine.Observing;

public enum RecordStatus
{
    Accepted,
    Duplicate,
    Conflict,
    Retracted,
}
