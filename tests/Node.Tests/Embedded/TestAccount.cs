using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Node.Tests.Embedded;

/// <summary>An account that signs transactions to a contract that stores what it is sent.</summary>
internal sealed class TestAccount : IDisposable
{
    public const ulong ChainId = 20_260;

    // Stores the first word of its calldata under the second, the block's random number under the block's number plus 2^16, and logs the
    // number.
    private static readonly byte[] InitCode = WithConstructor("6000356020355544436201000001554360006000a100");

    private readonly EthereumPrivateKey _key;
    private ulong _nonce;

    public TestAccount(byte seed)
    {
        var bytes = new byte[EthereumPrivateKey.SizeBytes];
        bytes[^1] = seed;
        _key = new EthereumPrivateKey(bytes);
    }

    public Address Address => _key.Address;

    public ulong Nonce => _nonce;

    /// <summary>Where the first transaction of account 1 puts the contract.</summary>
    public static Address Contract
    {
        get
        {
            using var deployer = new TestAccount(1);
            return ContractAddress.FromCreation(deployer.Address, 0);
        }
    }

    public byte[] Deploy() => Sign(nonce => Template(nonce) with { To = null, Data = InitCode, GasLimit = 500_000 });

    public byte[] Store(ulong key, ulong value) => Sign(nonce => Template(nonce) with { Data = StoreCall(key, value) });

    /// <summary>Signs what is given at the next nonce.</summary>
    public byte[] Sign(Func<ulong, Transaction> make) => make(_nonce++).Sign(_key).Raw.ToArray();

    /// <summary>Signs what is given without using up a nonce.</summary>
    public byte[] SignAside(Transaction transaction) => transaction.Sign(_key).Raw.ToArray();

    public static FeeMarketTransaction Template(ulong nonce) => new()
    {
        ChainId = ChainId,
        Nonce = nonce,
        GasLimit = 100_000,
        To = Contract,
        MaxFeePerGas = 0,
        MaxPriorityFeePerGas = 0,
    };

    public void Dispose() => _key.Dispose();

    public static byte[] StoreCall(ulong key, ulong value)
    {
        var data = new byte[64];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(data.AsSpan(24), value);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(data.AsSpan(56), key);
        return data;
    }

    // PUSH1 size, DUP1, PUSH1 offset, PUSH0, CODECOPY, PUSH0, RETURN, then the code itself.
    private static byte[] WithConstructor(string code) => Hex.FromHex($"60{code.Length / 2:x2}8060095f395ff3{code}");
}
