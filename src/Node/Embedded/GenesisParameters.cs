using System.Text;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>What decides every block hash besides the transactions. Written once, at the first start, and never changed.</summary>
/// <param name="ChainId">The EIP-155 chain id.</param>
/// <param name="TimestampSeconds">The genesis block's time.</param>
/// <param name="BlockGasLimit">The gas limit of every block.</param>
/// <param name="Hardfork">The EVM's rules.</param>
/// <param name="ClientVersion">What <c>web3_clientVersion</c> answers.</param>
/// <param name="GenesisHash">The hash of block zero.</param>
internal sealed record GenesisParameters(
    ulong ChainId, ulong TimestampSeconds, ulong BlockGasLimit, string Hardfork, string ClientVersion, Bytes32 GenesisHash)
{
    private const byte FormatVersion = 1;
    private const int MaxTextSizeBytes = 256;

    /// <summary>Writes the record kept in the block log.</summary>
    public byte[] Encode()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(FormatVersion);
        writer.Write(ChainId);
        writer.Write(TimestampSeconds);
        writer.Write(BlockGasLimit);
        WriteText(writer, Hardfork);
        WriteText(writer, ClientVersion);
        writer.Write(GenesisHash.Span);
        return buffer.ToArray();
    }

    /// <summary>Reads the record kept in the block log.</summary>
    /// <exception cref="BlockLogException">The bytes are no such record.</exception>
    public static GenesisParameters Decode(byte[] encoded)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(encoded, writable: false), Encoding.UTF8);
            if (reader.ReadByte() != FormatVersion) throw new BlockLogException("The block log's genesis record has an unknown version.");
            var parameters = new GenesisParameters(
                reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), ReadText(reader), ReadText(reader), new Bytes32(reader.ReadBytes(32)));
            return reader.BaseStream.Position == encoded.Length
                ? parameters
                : throw new BlockLogException("The block log's genesis record has trailing bytes.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException)
        {
            throw new BlockLogException("The block log's genesis record is torn.", exception);
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxTextSizeBytes, nameof(text));
        writer.Write((ushort)bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(BinaryReader reader)
    {
        var length = reader.ReadUInt16();
        if (length > MaxTextSizeBytes) throw new BlockLogException("The block log's genesis record has an overlong text.");
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }
}
