using PersonaKit.Simulation.Engines;

namespace PersonaKit.Simulation.Feeds;

/// <summary>Brings changes to instances, at least once.</summary>
internal interface ISimulatedFeed
{
    /// <summary>Whether everything that was written so far was delivered and handled.</summary>
    bool IsIdle { get; }

    /// <summary>Delivers to the instance for as long as it lives.</summary>
    Task FollowAsync(Instance instance);

    /// <summary>Goes on from an earlier place, with the instance if it can choose.</summary>
    void Redeliver(Instance instance, int writes);
}
