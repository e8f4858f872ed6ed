using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class RouteTests
{
    private const string Fallback = "zUnknownRoute";

    [Fact]
    public void Every_route_of_the_contract_has_exactly_one_function_and_no_function_has_another()
    {
        var contract = ApiContract.Routes.Select(route => (
            route.Name,
            Methods: route.Method == "GET" ? "GET, HEAD" : route.Method,
            (string?)route.Pattern,
            Level: route.IsAnonymous ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function));
        var functions = HttpFunction.All.Where(function => function.Name != Fallback).Select(function => (function.Name, Methods: string.Join(", ", function.Methods), function.Route, function.Level));
        Assert.Equal(contract.Order(), functions.Order());
    }

    [Fact]
    public void What_nobody_takes_has_a_function_that_the_host_tries_last()
    {
        var fallback = HttpFunction.Named(Fallback);
        Assert.Equal(("{*path}", AuthorizationLevel.Function), (fallback.Route, fallback.Level));
        Assert.Empty(fallback.Methods);

        // The host maps its routes in this order of the names and takes the first that fits.
        Assert.Equal(Fallback, HttpFunction.All.Select(function => function.Name).Order(StringComparer.OrdinalIgnoreCase).Last());
    }

    [Fact]
    public void No_two_routes_of_one_method_fit_one_path()
    {
        // For the same reason: which of the two answers would depend on what their functions are called.
        var routes = ApiContract.Routes.Select(route => (route.Name, route.Method, Segments: route.Pattern.Split('/'))).ToList();
        foreach (var one in routes)
        {
            Assert.All(routes.Where(other => other.Name != one.Name && other.Method == one.Method && other.Segments.Length == one.Segments.Length), other =>
                Assert.Contains(one.Segments.Zip(other.Segments), pair => pair.First[0] != '{' && pair.Second[0] != '{' && pair.First != pair.Second));
        }
    }

    [Fact]
    public void A_function_is_public_and_takes_the_request_alone()
    {
        // A parameter without an attribute would be bound by the host's guess at what the path holds.
        Assert.All(HttpFunction.All, function =>
        {
            Assert.True(function.Method is { IsPublic: true, IsStatic: false, DeclaringType: { IsPublic: true, IsSealed: true } }, function.Name);
            Assert.Single(function.Method.GetParameters());
            Assert.Equal(typeof(Task), function.Method.ReturnType);
        });
    }

    [Fact]
    public void What_is_not_bound_to_a_request_is_the_feed_and_two_timers()
    {
        var others = HttpFunction.Functions.Except(HttpFunction.All.Select(function => function.Method)).Select(method => method.GetParameters()[0].GetCustomAttributes(false)[0].GetType());
        Assert.Equal([typeof(CosmosDBTriggerAttribute), typeof(TimerTriggerAttribute), typeof(TimerTriggerAttribute)], others.OrderBy(type => type.Name, StringComparer.Ordinal));
    }
}
