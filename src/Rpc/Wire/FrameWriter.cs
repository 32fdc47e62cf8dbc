using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>
/// Writes length-prefixed messages. A message whose marshaller tells its length first goes straight to the target; others,
/// and compressed ones, are gathered in a pooled array. One writer serves one call, one message at a time.
/// </summary>
internal sealed class FrameWriter(int maxSizeBytes) : SerializationContext, IBufferWriter<byte>, IDisposable
{
    private const int FirstArraySizeBytes = 1024;

    private IBufferWriter<byte>? _target;
    private byte[]? _array;
    private int _count;
    private int _payloadLength;
    private bool _isDirect;
    private bool _isComplete;

    /// <summary>Whether the message written last went straight to the target, so that a failure leaves part of it there.</summary>
    public bool HasStartedFrame => _isDirect;

    /// <summary>Writes one message to the target.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the message passes the bound. Nothing was written.</exception>
    public void Write<T>(T message, Action<T, SerializationContext> serialize, IBufferWriter<byte> target, bool gzip)
    {
        ReadOnlySpan<byte> frame = Serialize(message, serialize, gzip ? null : target);
        if (_isDirect)
            return;
        if (gzip && frame.Length > GrpcProtocol.FrameHeaderSizeBytes)
            WriteCompressed(frame[GrpcProtocol.FrameHeaderSizeBytes..], target);
        else
            target.Write(frame);
    }

    /// <summary>One message with its header in memory that is valid until the next message or disposal.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the message passes the bound.</exception>
    public ReadOnlyMemory<byte> ToFrame<T>(T message, Action<T, SerializationContext> serialize, bool gzip)
    {
        ReadOnlySpan<byte> frame = Serialize(message, serialize, null);
        // GZipStream writes nothing at all for no bytes, which is not gzip: empty messages go uncompressed.
        if (gzip && frame.Length > GrpcProtocol.FrameHeaderSizeBytes)
        {
            var compressed = new ArrayBufferWriter<byte>();
            WriteCompressed(frame[GrpcProtocol.FrameHeaderSizeBytes..], compressed);
            return compressed.WrittenMemory;
        }

        return _array.AsMemory(0, _count);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        Check(payloadLength);
        _payloadLength = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_target is not null && _payloadLength >= 0)
        {
            WriteHeader(_target, isCompressed: false, _payloadLength);
            _isDirect = true;
            return _target;
        }

        StartArray(Math.Max(_payloadLength, FirstArraySizeBytes));
        return this;
    }

    public override void Complete() => _isComplete = true;

    public override void Complete(byte[] payload)
    {
        Check(payload.Length);
        StartArray(payload.Length);
        payload.CopyTo(_array.AsSpan(_count));
        _count += payload.Length;
        _isComplete = true;
    }

    public void Advance(int count)
    {
        Check(_count - GrpcProtocol.FrameHeaderSizeBytes + (long)count);
        _count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_count);
    }

    public void Dispose()
    {
        if (_array is null)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = null;
    }

    private static void WriteHeader(IBufferWriter<byte> target, bool isCompressed, int length)
    {
        Span<byte> header = target.GetSpan(GrpcProtocol.FrameHeaderSizeBytes);
        header[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length);
        target.Advance(GrpcProtocol.FrameHeaderSizeBytes);
    }

    private static void WriteCompressed(ReadOnlySpan<byte> payload, IBufferWriter<byte> target)
    {
        using var compressed = new MemoryStream();
        GzipCodec.Compress(payload, compressed, CompressionLevel.Fastest);
        int length = (int)compressed.Length;
        WriteHeader(target, isCompressed: true, length);
        target.Write(compressed.GetBuffer().AsSpan(0, length));
    }

    private ReadOnlySpan<byte> Serialize<T>(T message, Action<T, SerializationContext> serialize, IBufferWriter<byte>? target)
    {
        _target = target;
        _payloadLength = -1;
        _isDirect = false;
        _isComplete = false;
        _count = 0;
        serialize(message, this);
        if (!_isComplete)
            throw new InvalidOperationException("The serializer did not complete its context.");
        if (_isDirect)
            return default;
        if (_count == 0)
            StartArray(0);
        Span<byte> frame = _array.AsSpan(0, _count);
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], _count - GrpcProtocol.FrameHeaderSizeBytes);
        return frame;
    }

    private void StartArray(int payloadSize)
    {
        int size = payloadSize + GrpcProtocol.FrameHeaderSizeBytes;
        if (_array is null || _array.Length < size)
        {
            Dispose();
            _array = ArrayPool<byte>.Shared.Rent(size);
        }

        _count = GrpcProtocol.FrameHeaderSizeBytes;
    }

    private void Reserve(int sizeHint)
    {
        int needed = _count + Math.Max(1, sizeHint);
        if (needed <= _array!.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _array.Length * 2));
        _array.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }

    private void Check(long payloadSize)
    {
        if (payloadSize > maxSizeBytes)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                $"A message of {payloadSize} bytes to send is larger than the limit of {maxSizeBytes} bytes."));
        }
    }
}
