using System.Buffers;

namespace Grpc.Core;

/// <summary>Turns messages of one type to bytes and back.</summary>
public class Marshaller<T>
{
    /// <summary>Makes a marshaller from functions on arrays.</summary>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        Serializer = serializer ?? throw new ArgumentNullException(nameof(serializer));
        Deserializer = deserializer ?? throw new ArgumentNullException(nameof(deserializer));
        ContextualSerializer = (message, context) => context.Complete(Serializer(message));
        ContextualDeserializer = context => Deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>Makes a marshaller from functions on contexts, which need no array of their own.</summary>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ContextualSerializer = serializer ?? throw new ArgumentNullException(nameof(serializer));
        ContextualDeserializer = deserializer ?? throw new ArgumentNullException(nameof(deserializer));
        Serializer = SerializeToArray;
        Deserializer = bytes => ContextualDeserializer(new ArrayDeserializationContext(bytes));
    }

    /// <summary>Message to array.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Array to message.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Message to context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Context to message.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private byte[] SerializeToArray(T message)
    {
        var context = new ArraySerializationContext();
        ContextualSerializer(message, context);
        return context.Result;
    }

    private sealed class ArraySerializationContext : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _writer = new();
        private byte[]? _payload;

        public byte[] Result => _payload ?? throw new InvalidOperationException("The serializer did not complete its context.");

        public override void Complete(byte[] payload) => _payload = payload;

        public override IBufferWriter<byte> GetBufferWriter() => _writer;

        public override void Complete() => _payload = _writer.WrittenSpan.ToArray();
    }

    private sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload;

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
    }
}
