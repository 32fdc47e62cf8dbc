using System.Buffers;
using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>Gives marshallers the payload where it lies; used again for every message of a stream.</summary>
internal sealed class MessageDeserializationContext : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => checked((int)_payload.Length);

    public void SetPayload(in ReadOnlySequence<byte> payload) => _payload = payload;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;
}
