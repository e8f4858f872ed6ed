namespace PersonaKit.Fuzz.Soak;

/// <summary>What the soak demands. A known defect switches one off until it is mended.</summary>
internal static class SoakExpectations
{
    /// <summary>Nothing of what was retracted or erased is in the file, <c>-wal</c> or <c>-shm</c>, right after a kill or at the end.</summary>
    public static bool ForgottenTextScan => true;

    /// <summary>An erase whose answer was lost is answered 204 again.</summary>
    public static bool RepeatedEraseIsDone => true;
}
