// An application as a user writes it: it references the packages, and prints the mappers that its own API lists.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddPersonaKit().UseSqlite(args[0]);

await using var app = builder.Build();
app.MapPersonaKit();
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
Console.WriteLine(await client.GetStringAsync("/api/v1/mappers"));
await app.StopAsync();
