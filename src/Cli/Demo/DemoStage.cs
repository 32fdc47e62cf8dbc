using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Consortium;
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Client.Offers;
using Ledger.Contracts.Ids;

namespace Ledger.Cli.Demo;

/// <summary>What all steps of the story share: the node, the keys, the run that it is about.</summary>
internal sealed class DemoStage(LedgerClient client, DevelopmentConsortium consortium, DemoPrinter printer, string folder, TimeProvider time)
{
    public const int Units = 1000;
    public const ushort UnitsPerCase = 20;
    public const ushort CasesPerPallet = 10;

    private readonly Dictionary<string, string> _names = ConsortiumMember.All
        .ToDictionary(m => consortium[m.Name].Account.ToChecksumString(), m => m.Name, StringComparer.Ordinal);

    public LedgerClient Client { get; } = client;

    public DevelopmentConsortium Consortium { get; } = consortium;

    public DemoPrinter Printer { get; } = printer;

    /// <summary>Where the story's files go.</summary>
    public string Folder { get; } = folder;

    public TimeProvider Time { get; } = time;

    /// <summary>The product of the run.</summary>
    public string Gtin { get; } = "09506000134352";

    public string Lot { get; set; } = "";

    public DateOnly Expiry { get; set; }

    public IReadOnlyList<string> Serials { get; set; } = [];

    public RunId Run { get; set; }

    public LedgerSigner Manufacturer => Consortium["manufacturer"];

    public LedgerSigner Distributor => Consortium["distributor"];

    public LedgerSigner Pharmacy => Consortium["pharmacy"];

    public LedgerSigner Bank => Consortium["bank"];

    public LedgerSigner Regulator => Consortium["regulator"];

    public string Unit(int index) => $"{TokenId.UnitOf(Run, (uint)index).Value}";

    public string Case(int index) => $"{TokenId.Of(Run, TokenLevel.Case, (uint)index).Value}";

    public string Pallet(int index) => $"{TokenId.Of(Run, TokenLevel.Pallet, (uint)index).Value}";

    /// <summary>Signs, submits and tells an act that has to be applied.</summary>
    public async Task<ActResult> ActAsync(Offer offer, IReadOnlyList<LedgerSigner> signers, CancellationToken cancellationToken, int units = 0)
    {
        var result = await Client.ActAsync(offer, signers, cancellationToken);
        Printer.Done(offer, result, _names, units);
        return result;
    }

    /// <summary>Signs, submits and tells an act that has to be refused.</summary>
    public async Task RefusedAsync(string what, Offer offer, IReadOnlyList<LedgerSigner> signers, CancellationToken cancellationToken, params ErrorCode[] expected)
    {
        var begun = Time.GetTimestamp();
        Error? refusal;
        try
        {
            refusal = (await Client.SubmitAsync(offer.Sign(signers), cancellationToken)).Refusal;
        }
        catch (LedgerException exception) when (exception.Kind == FaultKind.Rejected)
        {
            refusal = exception.Error;
        }

        if (refusal is null) throw new DemoFailure($"{what}: was applied, though it has to be refused");
        Printer.Refused(what, offer, refusal, Time.GetElapsedTime(begun), _names);
        if (!expected.Contains(refusal.Code)) throw new DemoFailure($"{what}: refused for {ErrorCodes.NameOf(refusal.Code)} instead of {string.Join(" or ", expected.Select(ErrorCodes.NameOf))}");
        if (refusal.ContractError.Length == 0) throw new DemoFailure($"{what}: refused without the contract's own reason");
    }
}
