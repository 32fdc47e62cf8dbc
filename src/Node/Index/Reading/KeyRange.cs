namespace Ledger.Node.Index.Reading;

/// <summary>Bounds of key ranges.</summary>
internal static class KeyRange
{
    /// <summary>The first key after all that start with a prefix; empty when there is none.</summary>
    public static byte[] After(ReadOnlySpan<byte> prefix)
    {
        for (var length = prefix.Length; length > 0; length--)
        {
            if (prefix[length - 1] == byte.MaxValue) continue;
            var end = prefix[..length].ToArray();
            end[^1]++;
            return end;
        }

        return [];
    }
}
