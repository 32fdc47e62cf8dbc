using System.Text.Json;
using Ledger.Ethereum.Primitives;
using Ledger.Native.Sodium;

namespace Ledger.Ethereum.Keystore;

/// <summary>The members of a keystore file (Web3 Secret Storage, version 3), read strictly and with bounds on what they may cost.</summary>
internal sealed class KeystoreDocument
{
    public const int KeySizeBytes = 32;

    private const int MaxSaltSizeBytes = 1024;
    private const int MaxDerivedSizeBytes = 64;

    private KeystoreDocument()
    {
    }

    public Address? Address { get; private init; }

    public required byte[] Ciphertext { get; init; }

    public required byte[] InitialCounter { get; init; }

    public required byte[] Mac { get; init; }

    public required byte[] Salt { get; init; }

    public required int DerivedSizeBytes { get; init; }

    /// <summary>Iterations of PBKDF2; null when the key is derived by scrypt.</summary>
    public int? Iterations { get; private init; }

    public KeystoreCost? Cost { get; private init; }

    public static KeystoreDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > KeystoreV3.MaxSizeBytes) throw new EthereumFormatException($"A keystore is longer than {KeystoreV3.MaxSizeBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new EthereumFormatException($"This is no keystore: {JsonFault.Describe(exception)}.", exception);
        }
    }

    private static KeystoreDocument Read(JsonElement root)
    {
        var version = Integer(root, "version");
        if (version != 3) throw new EthereumFormatException($"A keystore has version {version}, not 3.");
        var crypto = Member(root, root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Crypto", out _) ? "Crypto" : "crypto");
        if (Text(crypto, "cipher") is not "aes-128-ctr") throw new EthereumFormatException("A keystore's cipher is not aes-128-ctr.");
        var kdf = Text(crypto, "kdf");
        var parameters = Member(crypto, "kdfparams");
        var salt = Bytes(parameters, "salt");
        if (salt.Length > MaxSaltSizeBytes) throw new EthereumFormatException($"A keystore's salt is longer than {MaxSaltSizeBytes} bytes.");
        var derivedSize = Integer(parameters, "dklen");
        if (derivedSize is < KeySizeBytes or > MaxDerivedSizeBytes) throw new EthereumFormatException($"A keystore derives a key of {derivedSize} bytes.");
        return new KeystoreDocument
        {
            Address = root.TryGetProperty("address", out _) ? Primitives.Address.Parse(Text(root, "address")) : null,
            Ciphertext = Sized(crypto, "ciphertext", KeySizeBytes),
            InitialCounter = Sized(Member(crypto, "cipherparams"), "iv", AesCounter.BlockSizeBytes),
            Mac = Sized(crypto, "mac", Bytes32.SizeBytes),
            Salt = salt,
            DerivedSizeBytes = (int)derivedSize,
            Iterations = kdf is "pbkdf2" ? ReadIterations(parameters) : null,
            Cost = kdf switch
            {
                "scrypt" => ReadCost(parameters),
                "pbkdf2" => null,
                _ => throw new EthereumFormatException("A keystore's key derivation is neither scrypt nor pbkdf2."),
            },
        };
    }

    private static int ReadIterations(JsonElement parameters)
    {
        if (Text(parameters, "prf") is not "hmac-sha256") throw new EthereumFormatException("A keystore's pbkdf2 does not use hmac-sha256.");
        var iterations = Integer(parameters, "c");
        return iterations is >= 1 and <= KeystoreV3.MaxIterations
            ? (int)iterations
            : throw new EthereumFormatException($"A keystore asks for {iterations} iterations; at most {KeystoreV3.MaxIterations} are accepted.");
    }

    private static KeystoreCost ReadCost(JsonElement parameters)
    {
        var (n, r, p) = (Integer(parameters, "n"), Integer(parameters, "r"), Integer(parameters, "p"));
        return Scrypt.IsAcceptable(n, r, p)
            ? new KeystoreCost((int)n, (int)r, (int)p)
            : throw new EthereumFormatException($"A keystore asks for scrypt with n={n}, r={r}, p={p}, which is invalid or costs too much.");
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
            ? member
            : throw new EthereumFormatException($"A keystore has no '{name}' where it belongs.");

    private static string Text(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw new EthereumFormatException($"A keystore's '{name}' is no text.");
    }

    private static long Integer(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var value)
            ? value
            : throw new EthereumFormatException($"A keystore's '{name}' is no integer.");
    }

    private static byte[] Bytes(JsonElement parent, string name) => Hex.FromHex(Text(parent, name));

    private static byte[] Sized(JsonElement parent, string name, int sizeBytes)
    {
        var bytes = Bytes(parent, name);
        return bytes.Length == sizeBytes ? bytes : throw new EthereumFormatException($"A keystore's '{name}' has {bytes.Length} bytes, not {sizeBytes}.");
    }
}
