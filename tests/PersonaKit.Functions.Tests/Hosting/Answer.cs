namespace PersonaKit.Functions.Tests.Hosting;

public sealed record Answer(int Status, string ContentType, string Body);
