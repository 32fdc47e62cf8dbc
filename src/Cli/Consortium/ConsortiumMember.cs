using Ledger.Contracts.Words;
using Ledger.Gs1.Keys;

namespace Ledger.Cli.Consortium;

/// <summary>A member of the development consortium.</summary>
/// <param name="Name">Its name, which is its key's too.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="GlnBody">Its GLN without the check digit, under GS1's prefix for examples (9506000).</param>
/// <param name="IsFounder">Whether it founds the council.</param>
internal sealed record ConsortiumMember(string Name, PartnerRoles Roles, string GlnBody, bool IsFounder = false)
{
    /// <summary>How many founders have to approve an act of the council.</summary>
    public const int Quorum = 2;

    /// <summary>All members.</summary>
    public static IReadOnlyList<ConsortiumMember> All { get; } =
    [
        new("manufacturer", PartnerRoles.Issuer | PartnerRoles.Holder, "950600000001", IsFounder: true),
        new("distributor", PartnerRoles.Holder | PartnerRoles.ReturnsHandler, "950600000002", IsFounder: true),
        new("carrier", PartnerRoles.Carrier, "950600000003"),
        new("pharmacy", PartnerRoles.Holder, "950600000004"),
        new("bank", PartnerRoles.Financier, "950600000005"),
        new("regulator", PartnerRoles.Regulator, "950600000006", IsFounder: true),
    ];

    /// <summary>Its GLN, 13 digits.</summary>
    public string Gln => GlnBody + CheckDigit.Compute(GlnBody);
}
