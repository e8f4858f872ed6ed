using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using PersonaKit.Azure.Composition;
using PersonaKit.Functions.Hosting;
using PersonaKit.Functions.Http;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// After the web application, hence inside it: by then the request is known.
builder.UseMiddleware<ProblemMiddleware>();
builder.Services.AddPersonaKitAzure(builder.Configuration);
builder.Services.AddPersonaKit(ShippedCatalog.Load());
builder.Services.AddTelemetry(builder.Configuration);
await builder.Build().RunAsync();
