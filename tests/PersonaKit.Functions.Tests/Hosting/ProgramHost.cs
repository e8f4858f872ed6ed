using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using PersonaKit.Functions.Http;

namespace PersonaKit.Functions.Tests.Hosting;

/// <summary>
/// The host that Program.cs builds, taken when it is built and before it starts, as the tools of .NET take one: the builder announces it, and an exception
/// from there ends the program.
/// </summary>
internal sealed class ProgramHost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<ProgramHost?> Current = new();

    private IHost? _host;

    public static async Task<IHost> BuildAsync(params string[] arguments)
    {
        var program = new ProgramHost();
        using var listeners = DiagnosticListener.AllListeners.Subscribe(program);
        Current.Value = program;
        try
        {
            await Task.Run(() => typeof(ProblemMiddleware).Assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null));
        }
        catch (HostAbortedException) when (program._host is not null)
        {
            return program._host;
        }

        throw new InvalidOperationException("the program ended without a host");
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Other tests build hosts at the same time.
        if (value.Key == "HostBuilt" && Current.Value == this)
        {
            _host = (IHost)value.Value!;
            throw new HostAbortedException();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
