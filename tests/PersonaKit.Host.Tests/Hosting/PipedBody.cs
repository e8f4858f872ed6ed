namespace PersonaKit.Host.Tests.Hosting;

/// <summary>Bytes whose number nobody knows in advance, so that they are sent in chunks.</summary>
public sealed class PipedBody(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
