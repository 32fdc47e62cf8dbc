using System.Text.Json;
using Ledger.Cli.Keys;
using Ledger.Cli.Sessions;
using Ledger.Client;
using Ledger.Client.Keys;
using Ledger.Client.Offers;
using Ledger.Client.Preparing;
using Ledger.Ethereum.Keystore;

namespace Ledger.Cli.Consortium;

/// <summary>Six organisations for trying things out, all on one machine, each with its own keys in its own keystores.</summary>
internal sealed class DevelopmentConsortium : IDisposable
{
    private readonly Dictionary<string, LedgerSigner> _signers;
    private readonly KeyFolder _keys;

    private DevelopmentConsortium(Dictionary<string, LedgerSigner> signers, KeyFolder keys) => (_signers, _keys) = (signers, keys);

    /// <summary>A member's key.</summary>
    public LedgerSigner this[string name] => _signers[name];

    /// <summary>Opens the keys, making at the first time those that are missing and the founders file.</summary>
    public static async Task<DevelopmentConsortium> OpenAsync(LedgerHome home, CancellationToken cancellationToken)
    {
        var keys = new KeyFolder(home.Keys);
        var password = await keys.DevelopmentPasswordAsync(cancellationToken);
        foreach (var member in ConsortiumMember.All.Where(m => !File.Exists(keys.PathOf(m.Name))))
        {
            // The password has 192 random bits: a costly derivation would guard nothing more.
            await keys.CreateAsync(member.Name, password, KeystoreCost.Light, cancellationToken);
        }

        var signers = new Dictionary<string, LedgerSigner>(StringComparer.Ordinal);
        foreach (var member in ConsortiumMember.All) signers[member.Name] = await keys.OpenAsync(member.Name, password, cancellationToken);
        if (!File.Exists(home.Founders)) await WriteFoundersAsync(home.Founders, signers, cancellationToken);
        return new DevelopmentConsortium(signers, keys);
    }

    /// <summary>The admission of the members that the ledger doesn't have yet, to be approved by the council.</summary>
    /// <returns>Null if all are there.</returns>
    public async Task<Offer?> OfferMissingAsync(LedgerClient client, CancellationToken cancellationToken)
    {
        var present = (await client.Query.PartnersAsync(cancellationToken)).Partners.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var offers = new List<Offer>();
        foreach (var member in ConsortiumMember.All.Where(m => !present.Contains(m.Name)))
        {
            var identity = IdentityKeyFile.ReadPublicKey(_keys.IdentityPathOf(member.Name));
            offers.Add(await client.PrepareCouncil.AdmitAsync(new PartnerSpec(member.Name, this[member.Name].Account, member.Roles, member.Gln, identity, []), cancellationToken));
        }

        return offers.Count == 0 ? null : Offer.Join([.. offers]);
    }

    /// <summary>The founders that approve here: as many as the quorum.</summary>
    public IEnumerable<LedgerSigner> Approvers => ConsortiumMember.All.Where(m => m.IsFounder).Take(ConsortiumMember.Quorum).Select(m => this[m.Name]);

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        foreach (var signer in _signers.Values) signer.Dispose();
    }

    private static async Task WriteFoundersAsync(string path, Dictionary<string, LedgerSigner> signers, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            council = new
            {
                members = ConsortiumMember.All.Where(m => m.IsFounder).Select(m => signers[m.Name].Account.ToChecksumString()),
                quorum = ConsortiumMember.Quorum,
            },
        });
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        await File.WriteAllBytesAsync(temporary, json, cancellationToken);
        File.Move(temporary, path);
    }
}
