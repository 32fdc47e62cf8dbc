namespace Grpc.Core;

/// <summary>How one message is written. Zero means at once, and compressed when the call compresses.</summary>
[Flags]
#pragma warning disable CA1008 // The official surface names no zero value.
public enum WriteFlags
#pragma warning restore CA1008
{
    /// <summary>More follows at once: need not be flushed.</summary>
    BufferHint = 0x1,

    /// <summary>Written without compression.</summary>
    NoCompress = 0x2,
}
