using System.Diagnostics.CodeAnalysis;

namespace Ledger.Native.RocksDb;

/// <summary>How blocks are compressed; the numbers are RocksDB's own. Ask <see cref="CompressionSupport"/> what the library can do.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the algorithms' names.")]
public enum CompressionKind
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy.</summary>
    Snappy = 1,

    /// <summary>Zlib.</summary>
    Zlib = 2,

    /// <summary>LZ4: fastest to read.</summary>
    Lz4 = 4,

    /// <summary>LZ4 with a slower, denser writer.</summary>
    Lz4HighCompression = 5,

    /// <summary>Zstandard: densest.</summary>
    Zstandard = 7,
}
