using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Functions.Http;

namespace PersonaKit.Functions.Tests.Hosting;

/// <summary>A function with a request, as its attributes declare it.</summary>
public sealed record HttpFunction(string Name, MethodInfo Method, ImmutableArray<string> Methods, string? Route, AuthorizationLevel Level)
{
    /// <summary>Every method that is marked as a function.</summary>
    public static ImmutableArray<MethodInfo> Functions { get; } =
    [
        .. typeof(ProblemMiddleware).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    public static ImmutableArray<HttpFunction> All { get; } =
    [
        .. from method in Functions
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select new HttpFunction(
               method.GetCustomAttribute<FunctionAttribute>()!.Name, method, [.. trigger.Methods ?? []], trigger.Route, trigger.AuthLevel),
    ];

    public IEnumerable<string> RouteParameters => RoutePatternFactory.Parse(Route!).Parameters.Select(parameter => parameter.Name);

    public static HttpFunction Named(string name) => All.Single(function => function.Name == name);
}
