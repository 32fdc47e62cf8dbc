namespace Ledger.Ethereum.Keystore;

/// <summary>What one guess at a keystore's password costs: scrypt's parameters (RFC 7914).</summary>
/// <param name="N">The cost, a power of two; memory is 128 × N × r bytes.</param>
/// <param name="R">The block size factor.</param>
/// <param name="P">The parallelization.</param>
public sealed record KeystoreCost(int N, int R, int P)
{
    /// <summary>For keys that matter: 256 MiB, about a second.</summary>
    public static KeystoreCost Standard { get; } = new(262_144, 8, 1);

    /// <summary>For development and tests only: 4 MiB, a tenth of a second.</summary>
    public static KeystoreCost Light { get; } = new(4_096, 8, 6);
}
