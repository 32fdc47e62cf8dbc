using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text or its bytes.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _value;
        private readonly byte[]? _valueBytes;

        /// <summary>Makes a binary entry; the bytes are copied.</summary>
        /// <exception cref="ArgumentException">The key is not valid or has no binary suffix.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalise(key);
            if (!IsBinary)
                throw new ArgumentException($"The key of a binary entry ends with '{BinaryHeaderSuffix}'.", nameof(key));
            ArgumentNullException.ThrowIfNull(valueBytes);
            _valueBytes = (byte[])valueBytes.Clone();
        }

        /// <summary>Makes a text entry.</summary>
        /// <exception cref="ArgumentException">The key is not valid or has the binary suffix.</exception>
        public Entry(string key, string value)
        {
            Key = Normalise(key);
            if (IsBinary)
                throw new ArgumentException($"The key of a text entry does not end with '{BinaryHeaderSuffix}'.", nameof(key));
            _value = value ?? throw new ArgumentNullException(nameof(value));
        }

        /// <summary>The key in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the entry carries bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The bytes; for a text entry its ASCII encoding. Always a copy.</summary>
        public byte[] ValueBytes => _valueBytes is null ? Encoding.ASCII.GetBytes(_value!) : (byte[])_valueBytes.Clone();

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _value ?? throw new InvalidOperationException("A binary entry has no text value.");

        /// <inheritdoc/>
        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToHexStringLower(_valueBytes!)}]"
            : $"[Entry: key={Key}, value={_value}]";

        private static string Normalise(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            string lower = key.ToLowerInvariant();
            if (lower.Length == 0 || lower.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                throw new ArgumentException(
                    $"The metadata key '{key}' is not valid: letters, digits, '_', '-' and '.' only.", nameof(key));
            }

            return lower;
        }
    }
}
