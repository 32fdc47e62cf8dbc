using System.Text;
using System.Text.Json;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Sodium;

namespace Ledger.Client.Keys;

/// <summary>
/// A partner's Ed25519 key at rest: JSON with the public key in clear and the seed sealed by XChaCha20-Poly1305 under a key that Argon2id
/// derives from a password. The public key is authenticated with the seed.
/// </summary>
public static class IdentityKeyFile
{
    private const string Format = "ledger-identity/1";
    private const int SaltSizeBytes = 16;
    private const int NonceSizeBytes = 24;
    private const int TagSizeBytes = 16;
    private const int KeySizeBytes = 32;
    private const int Passes = 3;
    private const long MemoryBytes = 64L << 20;
    private const int MaximumSizeBytes = 16 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a key and seals it in a file that must not exist yet.</summary>
    /// <returns>The public key.</returns>
    /// <exception cref="IOException">The file exists, or can't be written.</exception>
    public static async Task<Bytes32> CreateAsync(string path, string password, CancellationToken cancellationToken = default)
    {
        var (json, publicKey) = Seal(password);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var stream = new FileStream(temporary, options))
            {
                await stream.WriteAsync(json, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }

        return publicKey;
    }

    /// <summary>The public key in a file, without its password.</summary>
    /// <exception cref="LedgerException">The file is missing or no identity key.</exception>
    public static Bytes32 ReadPublicKey(string path)
    {
        using var json = Read(path);
        return Member(path, json, "publicKey", Ed25519.PublicKeySizeBytes) is var bytes ? new Bytes32(bytes) : default;
    }

    /// <summary>Opens the seed in a file; the caller disposes it.</summary>
    /// <exception cref="LedgerException">The file is missing or no identity key, or the password is wrong.</exception>
    public static SecureBytes OpenSeed(string path, string password)
    {
        using var json = Read(path);
        var publicKey = Member(path, json, "publicKey", Ed25519.PublicKeySizeBytes);
        var salt = Member(path, json, "salt", SaltSizeBytes);
        var nonce = Member(path, json, "nonce", NonceSizeBytes);
        var sealedSeed = Member(path, json, "sealed", Ed25519.SeedSizeBytes + TagSizeBytes);
        using var key = new SecureBytes(KeySizeBytes);
        var seed = new SecureBytes(Ed25519.SeedSizeBytes);
        Argon2id.DeriveKey(Encoding.UTF8.GetBytes(password), salt, Passes, MemoryBytes, key.Span);
        if (XChaCha20Poly1305.TryDecrypt(sealedSeed, publicKey, nonce, key.Span, seed.Span)) return seed;
        seed.Dispose();
        throw new LedgerException(ErrorCode.PermissionDenied, $"The password does not open the identity key '{path}'.", "Give the key's own password.", "password");
    }

    private static (byte[] Json, Bytes32 PublicKey) Seal(string password)
    {
        using var seed = SecureBytes.Random(Ed25519.SeedSizeBytes);
        using var secret = new SecureBytes(Ed25519.SecretKeySizeBytes);
        using var key = new SecureBytes(KeySizeBytes);
        var publicKey = new byte[Ed25519.PublicKeySizeBytes];
        Ed25519.CreateKeyPair(seed.Span, publicKey, secret.Span);
        var salt = new byte[SaltSizeBytes];
        var nonce = new byte[NonceSizeBytes];
        SecureBytes.FillRandom(salt);
        SecureBytes.FillRandom(nonce);
        Argon2id.DeriveKey(Encoding.UTF8.GetBytes(password), salt, Passes, MemoryBytes, key.Span);
        var sealedSeed = new byte[Ed25519.SeedSizeBytes + TagSizeBytes];
        XChaCha20Poly1305.Encrypt(seed.Span, publicKey, nonce, key.Span, sealedSeed);
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            format = Format,
            publicKey = Hex.ToHex(publicKey),
            salt = Hex.ToHex(salt),
            nonce = Hex.ToHex(nonce),
            @sealed = Hex.ToHex(sealedSeed),
        });
        return (json, new Bytes32(publicKey));
    }

    private static JsonDocument Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumSizeBytes) throw Malformed(path, "it is too long", null);
            var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.ValueEquals(Format)) return json;
            json.Dispose();
            throw Malformed(path, $"its format isn't {Format}", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Malformed(path, JsonFault.Describe(exception), exception);
        }
    }

    private static byte[] Member(string path, JsonDocument json, string name, int sizeBytes)
    {
        var bytes = new byte[sizeBytes];
        return json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Hex.TryFromHex(value.GetString(), bytes)
            ? bytes
            : throw Malformed(path, $"'{name}' is missing or wrong", null);
    }

    private static LedgerException Malformed(string path, string why, Exception? inner) =>
        new(ErrorCode.ArgumentInvalid, $"'{path}' is no identity key: {why}.", "Name a file that 'ledger key new' made.", "identity", inner);
}
