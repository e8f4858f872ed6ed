namespace PersonaKit.Simulation.Schedules;

/// <summary>What can happen to a call of a store.</summary>
internal enum FaultKind
{
    /// <summary>It reaches the store later.</summary>
    LateRequest,

    /// <summary>It is done, and the answer comes later.</summary>
    LateReply,

    /// <summary>The store is out of reach: nothing is done.</summary>
    Unavailable,

    /// <summary>It is done, and the caller hears of an outage.</summary>
    LostReply,

    /// <summary>A replica answers that lags behind by some writes. Means nothing to a store that has no replicas.</summary>
    StaleRead,

    /// <summary>The instance stops before the store hears of it.</summary>
    CrashBefore,

    /// <summary>The instance stops when it is done and before it hears of that.</summary>
    CrashAfter,
}
