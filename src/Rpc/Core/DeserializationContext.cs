using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller reads one message from.</summary>
public abstract class DeserializationContext
{
    /// <summary>Length of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message as an array that the caller owns.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException();

    /// <summary>The message as a sequence that is valid only until the marshaller returns.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException();
}
