using Ledger.Contracts.Ids;

namespace Ledger.Node.Queries.Items;

/// <summary>What a text names, before it is looked up.</summary>
internal readonly record struct Item
{
    /// <summary>The text names a token by its id.</summary>
    public TokenId? Token { get; init; }

    /// <summary>The GTIN as a number, or null.</summary>
    public ulong? Gtin { get; init; }

    /// <summary>The serial, or null.</summary>
    public string? Serial { get; init; }

    /// <summary>The SSCC as a number of 18 digits, or null.</summary>
    public ulong? Sscc { get; init; }

    /// <summary>The lot that the text claims, or null.</summary>
    public string? Lot { get; init; }

    /// <summary>The expiry that the text claims, AI 17 as scanned, or null.</summary>
    public string? Expiry { get; init; }
}
