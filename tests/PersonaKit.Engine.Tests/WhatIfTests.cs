using System.Collections.Immutable;
using Moq;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Engine.Tests;

/// <summary>The mocked stores are strict: any call that is not set up, such as a write, fails the test.</summary>
public class WhatIfTests
{
    private readonly World _world = new();
    private readonly MindscapeReader _reader;

    public WhatIfTests() => _reader = new MindscapeReader(_world.Mindscapes.Object, _world.Folder, _world.Options, _world.Time);

    [Fact]
    public async Task A_preview_of_a_person_only_reads_the_person_once()
    {
        _world.Reads(_world.Stored(1, [_world.Check("bad")]));
        var preview = new MapperPreview(_reader, new ObservationRecorder(_world.Mindscapes.Object, World.Catalog, _world.Options, _world.Time), World.Catalog);

        var built = Assert.IsType<PreviewOutcome.Built>(await preview.RunAsync(
            new PreviewRequest
            {
                Mapper = new ParsedMapper(World.Mapper.Program, null),
                Subject = new PreviewSubject.Person(World.Ana),
                Context = PersonaContext.Empty,
                Instants = [_world.Time.GetUtcNow(), _world.Time.GetUtcNow().AddDays(1)],
                Explains = true,
            },
            CancellationToken.None));

        Assert.Equal([true, false], built.Personas.Select(persona => persona.Explanation!.Rules[0].Fired));
        _world.Mindscapes.Verify(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()), Times.Once);
        _world.Mindscapes.VerifyNoOtherCalls();
        _world.Personas.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_comparison_reads_only_the_sample_and_its_people()
    {
        _world.Mindscapes.Setup(store => store.SamplePeopleAsync(5, It.IsAny<CancellationToken>())).ReturnsAsync(ImmutableArray.Create(World.Ana));
        _world.Reads(_world.Stored(1, [_world.Check("bad")]));
        var silent = World.Active("metadata: { id: moods }\nrequired_traits: [ mood ]", revision: 2);

        var comparison = await new MapperComparer(_world.Mindscapes.Object, _reader, _world.Time).CompareAsync(
            new ComparisonRequest
            {
                Before = new ParsedMapper(World.Mapper.Program, 1),
                ContextBefore = PersonaContext.Empty,
                After = new ParsedMapper(silent.Program, 2),
                ContextAfter = PersonaContext.Empty,
                Sample = 5,
            },
            CancellationToken.None);

        Assert.True(Assert.Single(Assert.Single(comparison.Changed).Difference.Suggestions).IsRemoved);
        _world.Mindscapes.Verify(store => store.SamplePeopleAsync(5, It.IsAny<CancellationToken>()), Times.Once);
        _world.Mindscapes.Verify(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()), Times.Once);
        _world.Mindscapes.VerifyNoOtherCalls();
        _world.Personas.VerifyNoOtherCalls();
    }
}
