using System.Numerics;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>Writes and reads the encodings of EIP-155, EIP-2930 and EIP-1559.</summary>
internal static class TransactionCodec
{
    private const int EthereumVBase = 35;

    /// <summary>Writes the transaction, or without a signature what is signed.</summary>
    public static void Write(ref RlpWriter writer, Transaction transaction, Signature? signature)
    {
        if (transaction.Nonce == ulong.MaxValue)
        {
            throw new ArgumentException("The nonce is 2^64 - 1, which EIP-2681 forbids.", nameof(transaction));
        }

        var isLegacy = transaction.Type == TransactionType.Legacy;
        if (isLegacy && transaction.ChainId is 0 or > LegacyTransaction.MaximumChainId)
        {
            throw new ArgumentException("The chain id does not fit a legacy transaction.", nameof(transaction));
        }

        if (!isLegacy) writer.WriteRaw([(byte)transaction.Type]);
        var list = writer.StartList();
        if (!isLegacy) writer.Write(transaction.ChainId);
        writer.Write(transaction.Nonce);
        transaction.WriteFees(ref writer);
        writer.Write(transaction.GasLimit);
        writer.Write(transaction.To is { } to ? to.Span : []);
        WriteUInt256(ref writer, transaction.Value);
        writer.Write(transaction.Data.Span);
        if (!isLegacy) WriteAccessList(ref writer, transaction.AccessList);
        if (isLegacy) WriteLegacySignature(ref writer, transaction.ChainId, signature);
        else if (signature is { } given) WriteSignature(ref writer, given.YParity, given);
        // The type byte is not part of the list.
        writer.EndList(list);
    }

    public static void WriteUInt256(ref RlpWriter writer, BigInteger value)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > Bytes32.SizeBytes)
        {
            throw new ArgumentException("A fee or value is negative or does not fit in 256 bits.", nameof(value));
        }

        writer.Write(value);
    }

    public static SignedTransaction Read(ReadOnlySpan<byte> raw, ulong chainId)
    {
        if (raw.Length > SignedTransaction.MaximumSizeBytes)
        {
            throw new EthereumFormatException($"A transaction of more than {SignedTransaction.MaximumSizeBytes} bytes.");
        }

        if (raw.IsEmpty) throw new EthereumFormatException("A transaction of no bytes.");
        var first = raw[0];
        var isLegacy = first >= 0xc0;
        if (!isLegacy && first is not ((byte)TransactionType.AccessList or (byte)TransactionType.FeeMarket))
        {
            throw new EthereumFormatException($"Unknown transaction type 0x{first:x2}.");
        }

        var outer = new RlpReader(isLegacy ? raw : raw[1..]);
        var fields = outer.ReadList();
        outer.ExpectEnd();
        var signed = isLegacy ? ReadLegacy(ref fields) : ReadTyped(ref fields, (TransactionType)first);
        fields.ExpectEnd();
        if (signed.Transaction.ChainId != chainId)
        {
            throw new EthereumFormatException($"The transaction is for chain {signed.Transaction.ChainId}, not {chainId}.");
        }

        return signed.Signature.IsLowS
            ? signed
            : throw new EthereumFormatException("The signature's s is zero or in the upper half (EIP-2).");
    }

    private static SignedTransaction ReadLegacy(ref RlpReader fields)
    {
        var nonce = ReadNonce(ref fields);
        var gasPrice = fields.ReadUInt256();
        var gasLimit = fields.ReadUInt64();
        var to = ReadTo(ref fields);
        var value = fields.ReadUInt256();
        var data = fields.ReadBytes().ToArray();
        var v = fields.ReadUInt64();
        if (v < EthereumVBase + 2) throw new EthereumFormatException("The transaction is bound to no chain (EIP-155).");
        var signature = ReadRs(ref fields, (byte)((v - EthereumVBase) & 1));
        return new SignedTransaction(
            new LegacyTransaction
            {
                ChainId = (v - EthereumVBase) / 2,
                Nonce = nonce,
                GasPrice = gasPrice,
                GasLimit = gasLimit,
                To = to,
                Value = value,
                Data = data,
            },
            signature);
    }

    private static SignedTransaction ReadTyped(ref RlpReader fields, TransactionType type)
    {
        var chainId = fields.ReadUInt64();
        var nonce = ReadNonce(ref fields);
        var price = fields.ReadUInt256();
        var feeCap = type == TransactionType.FeeMarket ? fields.ReadUInt256() : price;
        if (price > feeCap) throw new EthereumFormatException("The tip is larger than the fee cap.");
        var gasLimit = fields.ReadUInt64();
        var to = ReadTo(ref fields);
        var value = fields.ReadUInt256();
        var data = fields.ReadBytes().ToArray();
        var accessList = ReadAccessList(ref fields);
        var parity = fields.ReadUInt64();
        if (parity > 1) throw new EthereumFormatException("The signature's parity is neither 0 nor 1.");
        var signature = ReadRs(ref fields, (byte)parity);
        Transaction transaction = type == TransactionType.FeeMarket
            ? new FeeMarketTransaction
            {
                ChainId = chainId,
                Nonce = nonce,
                MaxPriorityFeePerGas = price,
                MaxFeePerGas = feeCap,
                GasLimit = gasLimit,
                To = to,
                Value = value,
                Data = data,
                AccessList = accessList,
            }
            : new AccessListTransaction
            {
                ChainId = chainId,
                Nonce = nonce,
                GasPrice = price,
                GasLimit = gasLimit,
                To = to,
                Value = value,
                Data = data,
                AccessList = accessList,
            };
        return new SignedTransaction(transaction, signature);
    }

    private static ulong ReadNonce(ref RlpReader fields) =>
        fields.ReadUInt64() is var nonce && nonce < ulong.MaxValue
            ? nonce
            : throw new EthereumFormatException("The nonce is 2^64 - 1, which EIP-2681 forbids.");

    private static Address? ReadTo(ref RlpReader fields)
    {
        var bytes = fields.ReadBytes();
        return bytes.IsEmpty ? null : new Address(bytes);
    }

    private static List<AccessListEntry> ReadAccessList(ref RlpReader fields)
    {
        var list = fields.ReadList();
        var entries = new List<AccessListEntry>();
        while (!list.IsAtEnd)
        {
            var entry = list.ReadList();
            var address = entry.ReadAddress();
            var keyList = entry.ReadList();
            entry.ExpectEnd();
            var keys = new List<Bytes32>();
            while (!keyList.IsAtEnd) keys.Add(keyList.ReadBytes32());
            entries.Add(new AccessListEntry(address, keys));
        }

        return entries;
    }

    private static void WriteAccessList(ref RlpWriter writer, IReadOnlyList<AccessListEntry> accessList)
    {
        var list = writer.StartList();
        foreach (var entry in accessList)
        {
            var start = writer.StartList();
            writer.Write(entry.Address.Span);
            var keys = writer.StartList();
            foreach (var key in entry.StorageKeys) writer.Write(key.Span);
            writer.EndList(keys);
            writer.EndList(start);
        }

        writer.EndList(list);
    }

    private static void WriteLegacySignature(ref RlpWriter writer, ulong chainId, Signature? signature)
    {
        if (signature is { } given)
        {
            WriteSignature(ref writer, (chainId * 2) + EthereumVBase + given.YParity, given);
            return;
        }

        writer.Write(chainId);
        writer.Write(0UL);
        writer.Write(0UL);
    }

    private static void WriteSignature(ref RlpWriter writer, ulong v, Signature signature)
    {
        writer.Write(v);
        writer.Write(signature.R.Span.TrimStart((byte)0));
        writer.Write(signature.S.Span.TrimStart((byte)0));
    }

    private static Signature ReadRs(ref RlpReader fields, byte parity) => new(fields.ReadWord(), fields.ReadWord(), parity);
}
