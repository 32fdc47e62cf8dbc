using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Keystore;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Keystore;

public sealed class KeystoreV3Tests
{
    // Cheaper than any named cost: these tests are about shapes, not about strength.
    private static readonly KeystoreCost Cheap = new(2, 1, 1);

    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "basic_tests.json"))).RootElement;

    public static TheoryData<string> Names() => new(Vectors.EnumerateObject().Select(member => member.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decrypt_Vector_IsThePublishedKey(string name)
    {
        var vector = Vectors.GetProperty(name);

        using var key = KeystoreV3.Decrypt(Encoding.UTF8.GetBytes(vector.GetProperty("json").GetRawText()), vector.GetProperty("password").GetString());

        var bytes = new byte[EthereumPrivateKey.SizeBytes];
        key.CopyTo(bytes);
        bytes.ShouldBe(Hex.FromHex(vector.GetProperty("priv").GetString()));
    }

    [Fact]
    public void Encrypt_StandardAndLight_Decrypt()
    {
        using var key = EthereumPrivateKey.Create();
        foreach (var cost in (KeystoreCost[])[KeystoreCost.Standard, KeystoreCost.Light])
        {
            using var again = KeystoreV3.Decrypt(KeystoreV3.Encrypt(key, "pass wörd", cost), "pass wörd");
            again.Address.ShouldBe(key.Address);
        }
    }

    [Fact]
    public void Decrypt_AnyPasswords_OpensOnlyWithTheSame()
    {
        using var key = EthereumPrivateKey.Create();
        Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
        {
            var file = KeystoreV3.Encrypt(key, left.Get, Cheap);
            using var again = KeystoreV3.Decrypt(file, left.Get);
            return again.Address == key.Address
                && (Encoding.UTF8.GetBytes(left.Get).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(right.Get)) || IsWrongPassword(file, right.Get));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Encrypt_SameKeyTwice_SharesNothingSecret()
    {
        using var key = EthereumPrivateKey.Create();
        var (first, second) = (Parse(KeystoreV3.Encrypt(key, "p", Cheap)), Parse(KeystoreV3.Encrypt(key, "p", Cheap)));
        foreach (var member in (string[])["ciphertext", "mac"])
        {
            first["crypto"]![member]!.ToJsonString().ShouldNotBe(second["crypto"]![member]!.ToJsonString(), StringComparer.Ordinal);
        }
    }

    [Theory]
    [InlineData("n", 1L << 31)]
    [InlineData("n", 3)]
    [InlineData("n", 1)]
    [InlineData("n", 0)]
    [InlineData("n", -2)]
    [InlineData("r", 1L << 40)]
    [InlineData("r", 0)]
    [InlineData("p", 1L << 30)]
    [InlineData("p", long.MaxValue)]
    [InlineData("dklen", 16)]
    [InlineData("dklen", 1 << 30)]
    public void Decrypt_HostileScryptCost_IsRefusedAtOnce(string parameter, long value) =>
        Refuses(root => root["crypto"]!["kdfparams"]![parameter] = value);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public void Decrypt_HostileIterations_AreRefusedAtOnce(long iterations) => Refuses(root =>
    {
        root["crypto"]!["kdf"] = "pbkdf2";
        root["crypto"]!["kdfparams"] = new JsonObject { ["c"] = iterations, ["dklen"] = 32, ["prf"] = "hmac-sha256", ["salt"] = "00" };
    });

    [Fact]
    public void Decrypt_WrongShapes_AreRefused()
    {
        Refuses(root => root["version"] = 1);
        Refuses(root => root["version"] = "3");
        Refuses(root => root["crypto"] = new JsonArray());
        Refuses(root => root["crypto"]!["cipher"] = "aes-256-gcm");
        Refuses(root => root["crypto"]!["kdf"] = "none");
        Refuses(root => root["crypto"]!["ciphertext"] = "00");
        Refuses(root => root["crypto"]!["mac"] = "zz");
        Refuses(root => root["crypto"]!["cipherparams"]!["iv"] = "00");
        Refuses(root => root["address"] = Address.Zero.ToString());
        Should.Throw<EthereumFormatException>(() => KeystoreV3.Decrypt(new byte[KeystoreV3.MaxSizeBytes + 1], "p"));
    }

    [Fact]
    public void Decrypt_CiphertextAltered_IsNotOpened()
    {
        using var key = EthereumPrivateKey.Create();
        var root = Parse(KeystoreV3.Encrypt(key, "p", Cheap));
        root["crypto"]!["ciphertext"] = new string('0', 64);
        IsWrongPassword(Encoding.UTF8.GetBytes(root.ToJsonString()), "p").ShouldBeTrue();
    }

    [Fact]
    public void Decrypt_AnyBytes_OnlyFormatErrors() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<byte[]>(OpenOrRefuse));

    [Fact]
    public void Decrypt_MutatedFile_OnlyTheTwoErrors()
    {
        using var key = EthereumPrivateKey.Create();
        var file = KeystoreV3.Encrypt(key, "p", Cheap);
        var mutations = Gen.Choose(0, file.Length - 1).SelectMany(position => Gen.Choose(0, 255).Select(value => (position, value)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(mutations.ToArbitrary(), m =>
        {
            var mutated = file.ToArray();
            mutated[m.position] = (byte)m.value;
            OpenOrRefuse(mutated);
        }));
    }

    private static void OpenOrRefuse(byte[] file)
    {
        try
        {
            KeystoreV3.Decrypt(file, "p").Dispose();
        }
        catch (Exception exception) when (exception is EthereumFormatException or KeystorePasswordException)
        {
        }
    }

    private static bool IsWrongPassword(byte[] file, string password)
    {
        try
        {
            KeystoreV3.Decrypt(file, password).Dispose();
            return false;
        }
        catch (KeystorePasswordException)
        {
            return true;
        }
    }

    private static void Refuses(Action<JsonNode> change)
    {
        using var key = EthereumPrivateKey.Create();
        var root = Parse(KeystoreV3.Encrypt(key, "p", Cheap));
        change(root);
        Should.Throw<EthereumFormatException>(() => KeystoreV3.Decrypt(Encoding.UTF8.GetBytes(root.ToJsonString()), "p"));
    }

    private static JsonNode Parse(byte[] json) => JsonNode.Parse(json)!;
}
