using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads the answer of <c>eth_getProof</c>.</summary>
internal static class ProofDecoder
{
    private const uint AllOfAccount = 0x7f;
    private const uint AllOfSlot = 0x7;

    public static AccountProof Read(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        Address address = default;
        BigInteger balance = default;
        ulong nonce = 0;
        Bytes32 codeHash = default, storageHash = default;
        List<byte[]> nodes = [];
        List<StorageProof> storage = [];
        uint seen = 0;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            if (name.SequenceEqual("address"u8)) seen |= Set(out address, JsonHex.ReadAddress(ref reader), 1);
            else if (name.SequenceEqual("balance"u8)) seen |= Set(out balance, JsonHex.ReadBigInteger(ref reader), 2);
            else if (name.SequenceEqual("nonce"u8)) seen |= Set(out nonce, JsonHex.ReadUInt64(ref reader), 4);
            else if (name.SequenceEqual("codeHash"u8)) seen |= Set(out codeHash, JsonHex.ReadBytes32(ref reader), 8);
            else if (name.SequenceEqual("storageHash"u8)) seen |= Set(out storageHash, JsonHex.ReadBytes32(ref reader), 16);
            else if (name.SequenceEqual("accountProof"u8)) seen |= Set(out nodes, JsonShape.ReadList<byte[]>(ref reader, JsonHex.ReadBytes), 32);
            else if (name.SequenceEqual("storageProof"u8)) seen |= Set(out storage, JsonShape.ReadList(ref reader, ReadSlot), 64);
            else reader.Skip();
        }

        JsonShape.Require(seen, AllOfAccount, "proof");
        return new AccountProof
        {
            Address = address,
            Balance = balance,
            Nonce = nonce,
            CodeHash = codeHash,
            StorageHash = storageHash,
            Nodes = nodes,
            Storage = storage,
        };
    }

    private static StorageProof ReadSlot(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        Bytes32 slot = default, word = default;
        List<byte[]> nodes = [];
        uint seen = 0;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            if (name.SequenceEqual("key"u8)) seen |= Set(out slot, ReadSlotNumber(ref reader), 1);
            else if (name.SequenceEqual("value"u8)) seen |= Set(out word, ToWord(JsonHex.ReadBigInteger(ref reader)), 2);
            else if (name.SequenceEqual("proof"u8)) seen |= Set(out nodes, JsonShape.ReadList<byte[]>(ref reader, JsonHex.ReadBytes), 4);
            else reader.Skip();
        }

        JsonShape.Require(seen, AllOfSlot, "storage proof");
        return new StorageProof { Slot = slot, Word = word, Nodes = nodes };
    }

    /// <summary>The slot comes back as it was asked, 32 bytes, or as a quantity, depending on the client.</summary>
    private static Bytes32 ReadSlotNumber(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length == 2 + (2 * Bytes32.SizeBytes) ? JsonHex.ReadBytes32(ref reader) : ToWord(JsonHex.ReadBigInteger(ref reader));

    private static Bytes32 ToWord(BigInteger number)
    {
        Bytes32 word = default;
        Span<byte> bytes = word;
        number.TryWriteBytes(bytes[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);
        return word;
    }

    private static uint Set<T>(out T field, T value, uint bit)
    {
        field = value;
        return bit;
    }
}
