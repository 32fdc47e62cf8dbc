using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>Reads length-prefixed messages of one type from a pipe, without copying those that are not compressed.</summary>
internal sealed class MessageReader<T>(
    PipeReader pipe,
    Func<DeserializationContext, T> deserialize,
    int maxSizeBytes,
    bool isGzip)
    where T : class
{
    private readonly MessageDeserializationContext _context = new();

    /// <summary>The next message, or null at the end of the stream.</summary>
    /// <exception cref="RpcException">INTERNAL for a frame that is broken, RESOURCE_EXHAUSTED for one too large.</exception>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await pipe.ReadAsync(cancellationToken);
            if (result.IsCanceled)
                throw new OperationCanceledException();
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (TryReadHeader(buffer, out bool isCompressed, out int length))
            {
                if (buffer.Length - GrpcProtocol.FrameHeaderSizeBytes >= length)
                {
                    ReadOnlySequence<byte> payload = buffer.Slice(GrpcProtocol.FrameHeaderSizeBytes, length);
                    T message = Decode(payload, isCompressed);
                    pipe.AdvanceTo(payload.End);
                    return message;
                }
            }

            if (result.IsCompleted)
            {
                if (!buffer.IsEmpty)
                    throw Broken("The stream ended inside a message.");
                pipe.AdvanceTo(buffer.End);
                return null;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The only message of the stream.</summary>
    /// <exception cref="RpcException">INTERNAL also when there is none or more than one.</exception>
    public async ValueTask<T> ReadSingleAsync(CancellationToken cancellationToken)
    {
        T message = await ReadAsync(cancellationToken) ?? throw Broken("The stream ended without a message.");
        while (true)
        {
            ReadResult result = await pipe.ReadAsync(cancellationToken);
            if (!result.Buffer.IsEmpty)
                throw Broken("There is more than one message where one is expected.");
            pipe.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return message;
        }
    }

    private static RpcException Broken(string detail) => new(new Status(StatusCode.Internal, detail));

    private bool TryReadHeader(in ReadOnlySequence<byte> buffer, out bool isCompressed, out int length)
    {
        isCompressed = false;
        length = 0;
        if (buffer.Length < GrpcProtocol.FrameHeaderSizeBytes)
            return false;
        scoped Span<byte> copy = stackalloc byte[GrpcProtocol.FrameHeaderSizeBytes];
        scoped ReadOnlySpan<byte> header = buffer.FirstSpan;
        if (header.Length < GrpcProtocol.FrameHeaderSizeBytes)
        {
            buffer.Slice(0, GrpcProtocol.FrameHeaderSizeBytes).CopyTo(copy);
            header = copy;
        }

        if (header[0] > 1)
            throw Broken("The flag byte of a message is neither 0 nor 1.");
        isCompressed = header[0] == 1;
        uint size = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (size > (uint)maxSizeBytes)
            throw TooLarge(size);
        length = (int)size;
        return true;
    }

    private T Decode(in ReadOnlySequence<byte> payload, bool isCompressed)
    {
        if (!isCompressed)
            return Deserialize(payload);
        if (!isGzip)
            throw Broken("A message is marked as compressed but the call names no encoding.");
        byte[]? rented = null;
        try
        {
            int length = GzipCodec.Decompress(payload, maxSizeBytes, ref rented);
            return Deserialize(new ReadOnlySequence<byte>(rented!, 0, length));
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A compressed message can't be decompressed.", e));
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private T Deserialize(in ReadOnlySequence<byte> payload)
    {
        _context.SetPayload(payload);
        try
        {
            return deserialize(_context)
                ?? throw new RpcException(new Status(StatusCode.Internal, "The marshaller gave no message."));
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A message can't be parsed.", e));
        }
        finally
        {
            _context.SetPayload(default);
        }
    }

    private RpcException TooLarge(uint size) => new(new Status(
        StatusCode.ResourceExhausted,
        $"A received message of {size} bytes is larger than the limit of {maxSizeBytes} bytes."));
}
