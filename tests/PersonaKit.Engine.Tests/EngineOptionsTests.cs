using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersonaKit.Engine.Hosting;

namespace PersonaKit.Engine.Tests;

/// <summary>A setting has a range that the start checks, and a line in the documentation.</summary>
public sealed class EngineOptionsTests
{
    private static readonly ImmutableArray<PropertyInfo> Settings = [.. typeof(EngineOptions).GetProperties()];

    public static TheoryData<string> Names => [.. Settings.Select(setting => setting.Name)];

    [Fact]
    public void The_defaults_are_valid() => Assert.NotNull(Start(_ => { }));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_below_or_above_the_range_stops_the_start_and_is_named(string name)
    {
        var setting = Settings.Single(setting => setting.Name == name);
        foreach (var value in Extremes(setting.PropertyType))
        {
            var fault = Assert.Throws<OptionsValidationException>(() => Start(options => setting.SetValue(options, value)));
            Assert.Contains($"{EngineOptions.Section}:{name} is {value}", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_documentation_lists_exactly_the_settings_there_are_with_their_defaults()
    {
        var defaults = new EngineOptions();
        Assert.Equal(
            Settings.Select(setting => (setting.Name, Default: string.Create(CultureInfo.InvariantCulture, $"{setting.GetValue(defaults)}"))).Order(),
            Documented().Order());
    }

    /// <summary>The rows of the table under "The engine": name and default, without their code marks.</summary>
    private static IEnumerable<(string Name, string Default)> Documented() =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "settings.md"))
            .SkipWhile(line => line != "## The engine")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith($"| `{EngineOptions.Section}:", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => (cells[1].Trim(' ', '`')[(EngineOptions.Section.Length + 1)..], cells[2].Trim(' ', '`')));

    private static object[] Extremes(Type type) =>
        type == typeof(int) ? [int.MinValue, int.MaxValue]
        : type == typeof(TimeSpan) ? [TimeSpan.MinValue, TimeSpan.MaxValue]
        : throw new NotSupportedException($"say here what lies outside of every range of {type.Name}");

    private static EngineOptions Start(Action<EngineOptions> configure)
    {
        using var services = new ServiceCollection().AddPersonaKitEngine().Services.Configure(configure).BuildServiceProvider();
        return services.GetRequiredService<IOptions<EngineOptions>>().Value;
    }
}
