namespace Ledger.Client.Preparing;

/// <summary>A run to be commissioned.</summary>
public sealed record RunSpec
{
    /// <summary>The product's GTIN, 8 to 14 digits.</summary>
    public required string Gtin { get; init; }

    /// <summary>The lot code, AI 10.</summary>
    public required string Lot { get; init; }

    /// <summary>The last day of use.</summary>
    public required DateOnly Expiry { get; init; }

    /// <summary>The serials in the order of packing.</summary>
    public required IReadOnlyList<string> Serials { get; init; }

    /// <summary>Units in each case; 0 for no cases.</summary>
    public ushort UnitsPerCase { get; init; }

    /// <summary>Cases on each pallet; 0 for no pallets.</summary>
    public ushort CasesPerPallet { get; init; }

    /// <summary>The SSCC of the first case, 18 digits; the others follow by serial reference. Null for none.</summary>
    public string? FirstCaseSscc { get; init; }

    /// <summary>The SSCC of the first pallet, likewise.</summary>
    public string? FirstPalletSscc { get; init; }

    /// <summary>The intended markets by their ISO 3166-1 numeric codes, which the council must have named; none here or by number: no restriction.</summary>
    public IReadOnlyList<ushort> Markets { get; init; } = [];

    /// <summary>Intended markets by their numbers on the ledger, 0 to 255, for those without a code.</summary>
    public IReadOnlyList<byte> MarketNumbers { get; init; } = [];
}
