using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PersonaKit.Functions.Hosting;
using PersonaKit.Functions.Http;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();

// After the web application, hence inside it: by then the request is known.
builder.UseMiddleware<ProblemMiddleware>();
builder.Services.AddPersonaKit().UseAzure(builder.Configuration);
builder.Services.AddFunctionKeys(builder.Configuration);
builder.Services.AddTelemetry(builder.Configuration);
await builder.Build().RunAsync();
