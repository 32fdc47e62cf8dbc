using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Transactions;
using Ledger.Gs1.Keys;

namespace Ledger.Crash.Tests.Testing;

/// <summary>A council of three and two partners, with keys that are the same each time.</summary>
internal sealed class Consortium : IDisposable
{
    private const int Quorum = 2;

    public LedgerSigner Manufacturer { get; } = Create("Manufacturer");

    public LedgerSigner Distributor { get; } = Create("Distributor");

    private LedgerSigner Regulator { get; } = Create("Regulator");

    /// <summary>The product of one who commissions.</summary>
    public static string GtinOf(int worker)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"0950600013{worker + 100:D3}");
        return body + CheckDigit.Compute(body);
    }

    public void WriteFounders(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new
    {
        council = new { members = new[] { Manufacturer, Distributor, Regulator }.Select(member => member.Account.ToChecksumString()), quorum = Quorum },
    }));

    /// <summary>Admits the partners, and registers a product for each worker.</summary>
    public async Task FoundAsync(LedgerClient client, int workers, CancellationToken cancellationToken)
    {
        foreach (var (signer, roles) in ((LedgerSigner, PartnerRoles)[])[(Manufacturer, PartnerRoles.Issuer | PartnerRoles.Holder), (Distributor, PartnerRoles.Holder)])
        {
            var offer = await client.PrepareCouncil.AdmitAsync(new(signer.Name, signer.Account, roles, Gln: null, Keccak256.Hash(signer.Account.Span), Markets: []), cancellationToken);
            await client.ActAsync(offer, [Manufacturer, Distributor], cancellationToken);
        }

        for (var worker = 0; worker < workers; worker++)
            await client.RegisterProductAsync(GtinOf(worker), $"Product {worker}", Manufacturer, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var signer in (ReadOnlySpan<LedgerSigner>)[Manufacturer, Distributor, Regulator]) signer.Dispose();
    }

    private static LedgerSigner Create(string name) => new(name, new EthereumPrivateKey(Keccak256.Hash(Encoding.UTF8.GetBytes($"crash {name}")).Span));
}
