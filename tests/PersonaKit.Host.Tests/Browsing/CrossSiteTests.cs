using System.Net;
using Microsoft.Extensions.Logging;
using PersonaKit.Host.Tests.Hosting;
using Xunit.Abstractions;

namespace PersonaKit.Host.Tests.Browsing;

/// <summary>What a page of another origin can make a real browser send to a host without a key.</summary>
public sealed class CrossSiteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_page_of_another_origin_changes_nothing()
    {
        if (Browser.Find() is not { } browser)
        {
            output.WriteLine("left out: no Chromium is installed");
            return;
        }

        var host = new StartedHost { LogLevel = LogLevel.Information, Arguments = ["--Logging:LogLevel:PersonaKit.Requests", "Information"] };
        await host.InitializeAsync();
        try
        {
            await host.Client.PostAsync("ada", Samples.Session);
            await using var site = await ForeignSite.StartAsync(Page(host.Address + "/api/v1"));
            await Browser.VisitAsync(browser, site.Address, site.Done);

            // The browser did send each of them, and each was refused: by its origin, and the reading one was answered to nobody.
            var log = host.Log;
            Assert.Contains("POST /api/v1/mappers/{mapper_id}/retire 403", log, StringComparison.Ordinal);
            Assert.Contains("POST /api/v1/mappers/{mapper_id}/revisions/{revision}/activate 403", log, StringComparison.Ordinal);
            Assert.Contains("POST /api/v1/people/{person_id}/rebuild 403", log, StringComparison.Ordinal);
            Assert.Contains("POST /api/v1/people/{person_id}/observations 403", log, StringComparison.Ordinal);
            Assert.Contains("POST /api/v1/people/{person_id}/feedback 403", log, StringComparison.Ordinal);
            Assert.DoesNotContain("DELETE", log, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("people/eve/mindscape")).Status);
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("people/ada/mindscape")).Status);
            Assert.Equal(1, (await host.Client.GetAsync("mappers/daily_work_optimizer")).Json.GetProperty("active_revision").GetInt32());
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>A form, fetches that need no permission, a beacon without a type, and a deletion for which the browser asks first and is refused.</summary>
    private static string Page(string api) => $$$"""
        <!DOCTYPE html>
        <iframe name="hidden"></iframe>
        <form id="form" method="post" target="hidden" action="{{{api}}}/mappers/daily_work_optimizer/retire"></form>
        <script>
          const session = '{"type":"work_session","content":{"duration_minutes":90}}';
          const send = (path, more) => fetch('{{{api}}}/' + path, {method: 'POST', mode: 'no-cors', ...more}).catch(() => 0);
          async function run() {
            const submitted = new Promise(resolve => document.querySelector('iframe').addEventListener('load', resolve, {once: true}));
            document.getElementById('form').submit();
            await Promise.race([submitted, new Promise(resolve => setTimeout(resolve, 5000))]);
            await send('mappers/daily_work_optimizer/revisions/1/activate');
            await send('people/ada/rebuild');
            await send('people/eve/feedback', {body: session, headers: {'Content-Type': 'text/plain'}});
            navigator.sendBeacon('{{{api}}}/people/eve/observations', new Uint8Array([...session].map(c => c.charCodeAt(0))));
            await fetch('{{{api}}}/people/ada', {method: 'DELETE'}).catch(() => 0);
            await new Promise(resolve => setTimeout(resolve, 1500));
            await fetch('/done', {method: 'POST'});
          }
          window.addEventListener('load', run);
        </script>
        """;
}
