using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}/feedback</c>.</summary>
public sealed class FeedbackFunctions(ApiInvoker api)
{
    [Function("postFeedback")]
    public Task PostAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "people/{person_id}/feedback")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PostFeedback, request.HttpContext, new RouteArguments(request.Segment("person_id")));
}
