using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/mappers/preview</c> and <c>/mappers/{mapper_id}/revisions/{revision}/compare</c>.</summary>
public sealed class WhatIfFunctions(ApiInvoker api)
{
    [Function("previewMapper")]
    public Task PreviewAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "mappers/preview")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PreviewMapper, request.HttpContext, new RouteArguments());

    [Function("compareRevisions")]
    public Task CompareAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "mappers/{mapper_id}/revisions/{revision}/compare")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.CompareRevisions, request.HttpContext, new RouteArguments(request.Segment("mapper_id"), request.Segment("revision")));
}
