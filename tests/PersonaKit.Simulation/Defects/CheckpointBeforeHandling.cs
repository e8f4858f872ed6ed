
namespace PersonaKit.Simulation.Defects;

/// <summary>A feed that notes a batch as handled before it is: a crash in between loses it.</summary>
internal sealed class CheckpointBeforeHandling : PlantedDefect
{
    public override bool ChecksOutFirst => true;
}
