using System.IO.Compression;
using System.Text.Json;

namespace Ledger.Node.Embedded;

/// <summary>Looks into what <c>anvil_dumpState</c> gives: gzipped JSON, of which only <c>accounts.*.storage</c> matters here.</summary>
internal static class StateDump
{
    private const int BufferSizeBytes = 256 * 1024;
    private const int StorageDepth = 4;

    /// <summary>Counts the storage slots of all accounts.</summary>
    /// <param name="dump">The dump.</param>
    /// <param name="limit">Counting stops here.</param>
    /// <returns>Null when the dump is not in the form known.</returns>
    public static int? CountSlots(byte[] dump, int limit)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(dump, writable: false), CompressionMode.Decompress);
            return Count(stream, limit);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private static int Count(Stream stream, int limit)
    {
        var buffer = new byte[BufferSizeBytes];
        var state = new JsonReaderState();
        var counter = new SlotCounter();
        int filled = 0, read;
        do
        {
            // A token longer than the buffer, such as a contract's code, makes it grow.
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, filled), isFinalBlock: read == 0, state);
            while (counter.Slots < limit && reader.Read()) counter.Observe(ref reader);
            if (counter.Slots >= limit) return counter.Slots;
            state = reader.CurrentState;
            var consumed = (int)reader.BytesConsumed;
            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
        }
        while (read > 0);
        return counter.Slots;
    }

    // Depths of property names: accounts 1, an address 2, storage 3, a slot 4.
    private struct SlotCounter
    {
        private bool _isInAccounts;
        private bool _isInStorage;

        public int Slots { get; private set; }

        public void Observe(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not JsonTokenType.PropertyName) return;
            if (reader.CurrentDepth == 1) _isInAccounts = reader.ValueTextEquals("accounts"u8);
            if (reader.CurrentDepth == 3) _isInStorage = _isInAccounts && reader.ValueTextEquals("storage"u8);
            if (reader.CurrentDepth == StorageDepth && _isInStorage && _isInAccounts) Slots++;
        }
    }
}
