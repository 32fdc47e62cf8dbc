using System.Text.Json;
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Native.Sodium;

namespace Ledger.Bench.Api;

/// <summary>A consortium with keys that live as long as the measurement.</summary>
internal sealed class BenchmarkPartners : IDisposable
{
    private const int Quorum = 2;

    /// <summary>Issues the products.</summary>
    public LedgerSigner Manufacturer { get; } = Create("Manufacturer");

    /// <summary>Takes pallets from the manufacturer.</summary>
    public LedgerSigner Distributor { get; } = Create("Distributor");

    /// <summary>Takes cases from the distributor and dispenses units.</summary>
    public LedgerSigner Pharmacy { get; } = Create("Pharmacy");

    /// <summary>Takes pledges.</summary>
    public LedgerSigner Bank { get; } = Create("Bank");

    /// <summary>Recalls.</summary>
    public LedgerSigner Regulator { get; } = Create("Regulator");

    private LedgerSigner[] CouncilMembers => [Manufacturer, Distributor, Regulator];

    /// <summary>The founders file.</summary>
    public byte[] Founders() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        council = new { members = CouncilMembers.Select(member => member.Account.ToChecksumString()), quorum = Quorum },
    });

    /// <summary>Admits all partners by approvals of the council.</summary>
    public async Task AdmitAsync(LedgerClient client, CancellationToken cancellationToken)
    {
        (LedgerSigner Signer, PartnerRoles Roles)[] partners =
        [
            (Manufacturer, PartnerRoles.Issuer | PartnerRoles.Holder),
            (Distributor, PartnerRoles.Holder | PartnerRoles.ReturnsHandler),
            (Pharmacy, PartnerRoles.Holder),
            (Bank, PartnerRoles.Financier),
            (Regulator, PartnerRoles.Regulator),
        ];
        var offers = await Task.WhenAll(partners.Select(partner => client.PrepareCouncil.AdmitAsync(
            new(partner.Signer.Name, partner.Signer.Account, partner.Roles, Gln: null, CreateIdentity(), Markets: []), cancellationToken)));
        await client.ActAsync(new(client.Network, [.. offers.SelectMany(offer => offer.Items)]), CouncilMembers[..Quorum], cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signer in (ReadOnlySpan<LedgerSigner>)[Manufacturer, Distributor, Pharmacy, Bank, Regulator]) signer.Dispose();
    }

    private static LedgerSigner Create(string name) => new(name, EthereumPrivateKey.Create());

    private static Bytes32 CreateIdentity()
    {
        using var seed = SecureBytes.Random(Ed25519.SeedSizeBytes);
        using var secret = new SecureBytes(Ed25519.SecretKeySizeBytes);
        var publicKey = new byte[Ed25519.PublicKeySizeBytes];
        Ed25519.CreateKeyPair(seed.Span, publicKey, secret.Span);
        return new(publicKey);
    }
}
