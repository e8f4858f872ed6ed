using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPersonaKit().UseSqlite(builder.Configuration["Data"] ?? "embedded.db");

var app = builder.Build();
app.MapPersonaKit();

// The application's own page, which asks the engine in this process and not over HTTP.
app.MapGet("/hello/{name}", async (string name, MindscapeReader mindscapes, CancellationToken cancellationToken) =>
    PersonId.TryParse(name, out var person)
        ? await mindscapes.ReadAsync(person, null, MindscapeVersion.None, cancellationToken) is MindscapeOutcome.Found found
            ? Results.Text($"Hello {name}, {found.Mindscape.LastSequence} observations of you are here.")
            : Results.Text($"Hello {name}, nothing is known of you yet.")
        : Results.BadRequest());
app.Run();
