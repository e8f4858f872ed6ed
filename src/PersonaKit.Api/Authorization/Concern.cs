namespace PersonaKit.Api.Authorization;

/// <summary>Whom an operation is about.</summary>
internal enum Concern
{
    Nobody,
    PersonInPath,
    PeopleInBody,
    Everybody,
}
