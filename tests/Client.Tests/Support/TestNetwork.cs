using Ledger.Client.Keys;
using Ledger.Client.Offers;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Client.Tests.Support;

/// <summary>A network that exists on paper only, for what needs no node.</summary>
internal static class TestNetwork
{
    public static NetworkDescriptor Descriptor { get; } = Create(20260);

    public static LedgerSigner Giver { get; } = new("giver", EthereumPrivateKey.Create());

    public static LedgerSigner Taker { get; } = new("taker", EthereumPrivateKey.Create());

    public static LedgerSigner Stranger { get; } = new("stranger", EthereumPrivateKey.Create());

    public static NetworkDescriptor Create(ulong chainId) => new(
        "test",
        chainId,
        Keccak256.Hash("genesis"u8),
        1,
        Enum.GetValues<LedgerContract>().ToDictionary(c => c, c => new Address(Keccak256.Hash([(byte)c]).Span[..Address.SizeBytes])));

    public static Offer Transfer(bool isPledged = false) => new(Descriptor,
    [
        new OfferItem(
            new LedgerMessage(new TransferTokens([new TokenSeq(4294967296, 3)], 1, 1, 2, 2, 2_000_000_000, default)),
            "Move a unit",
            [
                new OfferSigner(SignerRole.Owner, 1, "giver", Giver.Account),
                new OfferSigner(SignerRole.NewOwner, 2, "taker", Taker.Account),
                new OfferSigner(SignerRole.Custodian, 1, "giver", Giver.Account),
                .. isPledged ? new[] { new OfferSigner(SignerRole.Financier, 3, "stranger", Stranger.Account, IsConditional: true) } : [],
            ]),
    ]);

    public static Offer Admission() => new(Descriptor,
    [
        new OfferItem(new LedgerMessage(new CouncilAct(Descriptor.AddressOf(LedgerContract.Partners), [1, 2, 3, 4], Keccak256.Hash("salt"u8), 2_000_000_000, default)), "Do something", []),
    ]);
}
