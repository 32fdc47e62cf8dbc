using System.Collections.Concurrent;
using System.Text;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Contracts.Tests.Chain;

/// <summary>Keys made from names, the same in every run.</summary>
internal static class TestKeys
{
    private static readonly ConcurrentDictionary<Address, EthereumPrivateKey> Known = new();

    public static EthereumPrivateKey Of(string name)
    {
        var key = new EthereumPrivateKey(Keccak256.Hash(Encoding.UTF8.GetBytes(name)).Span);
        return Known.GetOrAdd(key.Address, key);
    }

    public static EthereumPrivateKey OfAddress(Address address) => Known[address];
}
