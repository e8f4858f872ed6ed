using Microsoft.Extensions.Options;

namespace PersonaKit.Engine;

/// <summary>Refuses settings that no host can run with: <see cref="EngineOptions.Validate"/> knows which.</summary>
internal sealed class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options) => options.Validate();
}
