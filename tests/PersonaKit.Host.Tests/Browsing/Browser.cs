using System.Diagnostics;

namespace PersonaKit.Host.Tests.Browsing;

/// <summary>Chromium without a window, with a profile of its own that is gone afterwards.</summary>
internal static class Browser
{
    /// <summary>Set where a missing browser must fail the tests instead of leaving them out.</summary>
    private const string Required = "PERSONAKIT_TEST_BROWSER";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Options =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage",
    ];

    /// <summary>Null when there is none, which is a failure where it is required.</summary>
    public static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.False(
            found is null && Environment.GetEnvironmentVariable(Required) == "required", $"no browser is installed ({string.Join(", ", Names)}), and {Required} requires one");
        return found;
    }

    /// <summary>Opens the page and leaves it open until the task completes.</summary>
    public static async Task VisitAsync(string browser, string page, Task until)
    {
        var profile = Directory.CreateTempSubdirectory("personakit-browser-");
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. Options, $"--user-data-dir={profile.FullName}", "--remote-debugging-port=0", page])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        try
        {
            await until.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"the page did not finish; the browser said: {await said}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            Delete(profile);
        }
    }

    private static void Delete(DirectoryInfo profile)
    {
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser that ends a moment later still writes there; the folder is in the system's temporary one.
        }
    }
}
