using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller writes one message.</summary>
public abstract class SerializationContext
{
    /// <summary>Gives the whole message as one array and completes.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>The writer to write the message to, before <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Tells the exact number of bytes that will be written, before <see cref="GetBufferWriter"/>.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Completes a message written through <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}
