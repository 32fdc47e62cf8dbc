namespace Grpc.Core;

/// <summary>How messages are written.</summary>
public class WriteOptions
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Makes options with these flags.</summary>
    public WriteOptions(WriteFlags flags = default)
    {
        Flags = flags;
    }

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
