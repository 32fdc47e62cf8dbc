using Ledger.Client.Keys;
using Ledger.Client.Offers;
using Ledger.Client.Preparing;

namespace Ledger.Client.Acts;

/// <summary>Whole acts for a process that has all keys an act needs: prepare, sign, submit, and throw if refused.</summary>
public static class LedgerActs
{
    /// <summary>Registers a product of the first signer.</summary>
    public static async Task<ActResult> RegisterProductAsync(
        this LedgerClient client, string gtin, string name, LedgerSigner issuer, CancellationToken cancellationToken = default) =>
        await client.ActAsync(await client.PrepareCatalogue.RegisterAsync(gtin, name, $"{issuer.Account}", cancellationToken), [issuer], cancellationToken);

    /// <summary>Commissions a run; <see cref="ActResult.Created"/> of <c>run</c> is its id.</summary>
    public static async Task<ActResult> CommissionAsync(this LedgerClient client, RunSpec run, LedgerSigner issuer, CancellationToken cancellationToken = default) =>
        await client.ActAsync(await client.PrepareCatalogue.CommissionAsync(run, cancellationToken), [issuer], cancellationToken);

    /// <summary>Moves title and custody of items to another partner, signed by everyone concerned.</summary>
    public static async Task<ActResult> TransferAsync(
        this LedgerClient client, IReadOnlyList<string> items, string to, IReadOnlyList<LedgerSigner> signers, CancellationToken cancellationToken = default) =>
        await client.ActAsync(await client.Prepare.TransferAsync(items, to, cancellationToken: cancellationToken), signers, cancellationToken);

    /// <summary>Dispenses units.</summary>
    public static async Task<ActResult> DispenseAsync(
        this LedgerClient client, IReadOnlyList<string> items, IReadOnlyList<LedgerSigner> signers, CancellationToken cancellationToken = default) =>
        await client.ActAsync(await client.Prepare.DispenseAsync(items, cancellationToken: cancellationToken), signers, cancellationToken);

    /// <summary>Signs an offer with these keys and submits it.</summary>
    public static async Task<ActResult> ActAsync(
        this LedgerClient client, Offer offer, IReadOnlyList<LedgerSigner> signers, CancellationToken cancellationToken = default) =>
        (await client.SubmitAsync(offer.Sign(signers), cancellationToken)).EnsureApplied();
}
