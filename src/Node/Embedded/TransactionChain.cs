using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Node.Chain;

namespace Ledger.Node.Embedded;

/// <summary>Looks up which chain a signed transaction names, so that the wrong chain can be told from malformed bytes.</summary>
internal static class TransactionChain
{
    private const byte FirstLegacyByte = 0xc0;
    private const byte LastKnownType = 2;
    private const int LegacyFieldsBeforeV = 6;
    private const ulong FirstBoundV = 35;

    /// <summary>The type and the chain of a signed transaction, of which nothing else is checked.</summary>
    /// <returns>Whether the type is one that is taken, and the chain id; null when the signature names none (a legacy one before
    /// EIP-155).</returns>
    /// <exception cref="ChainRefusedException">The bytes are no transaction.</exception>
    public static (bool IsKnownType, ulong? ChainId) Peek(ReadOnlySpan<byte> raw)
    {
        try
        {
            if (raw.IsEmpty) throw new EthereumFormatException("There are no bytes.");
            if (raw[0] >= FirstLegacyByte) return (true, PeekLegacy(raw));
            if (raw[0] is 0 or > LastKnownType) return (false, null);
            var reader = new RlpReader(raw[1..]);
            var fields = reader.ReadList();
            return (true, fields.ReadUInt64());
        }
        catch (EthereumFormatException exception)
        {
            throw new ChainRefusedException(ChainRefusal.Malformed, $"The transaction cannot be read: {exception.Message}", exception);
        }
    }

    // v = 2 × chain id + 35 + parity (EIP-155).
    private static ulong? PeekLegacy(ReadOnlySpan<byte> raw)
    {
        var reader = new RlpReader(raw);
        var fields = reader.ReadList();
        for (var field = 0; field < LegacyFieldsBeforeV; field++) fields.Skip();
        var v = fields.ReadUInt64();
        return v < FirstBoundV ? null : (v - FirstBoundV) / 2;
    }
}
