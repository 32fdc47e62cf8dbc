using static Ledger.Gs1.ElementStrings.AiTraits;

namespace Ledger.Gs1.ElementStrings;

/// <content>Keys, dates, lots and serials: identifiers that start with 0, 1 or 2.</content>
internal static partial class AiTable
{
    private static AiDefinition[] Trade() =>
    [
        Row("00", "N18,csum,gcppos2", Predefined | LinkAttribute, "SSCC", qualifiers: ""),
        Row("01", "N14,csum,gcppos2", Predefined | LinkAttribute, "GTIN", excludes: "255,37", qualifiers: "22,10,21|235"),
        Row("02", "N14,csum,gcppos2", Predefined | LinkAttribute, "CONTENT", requires: "37", excludes: "01,03"),
        Row("03", "N14,csum,gcppos2", Predefined, "MTO GTIN", excludes: "01,02,37,235"),
        Row("10", "X..20", LinkAttribute, "BATCH/LOT", requires: "01,02,03,8006,8026"),
        Row("11", "N6,yymmd0", Predefined | LinkAttribute, "PROD DATE", requires: "01,02,03,8006,8026"),
        Row("12", "N6,yymmd0", Predefined | LinkAttribute, "DUE DATE", requires: "8020"),
        Row("13", "N6,yymmd0", Predefined | LinkAttribute, "PACK DATE", requires: "01,02,03,8006,8026"),
        Row("15", "N6,yymmd0", Predefined | LinkAttribute, "BEST BEFORE or BEST BY", requires: "01,02,03,8006,8026"),
        Row("16", "N6,yymmd0", Predefined | LinkAttribute, "SELL BY", requires: "01,02,03,8006,8026"),
        Row("17", "N6,yymmd0", Predefined | LinkAttribute, "USE BY or EXPIRY", requires: "01,02,03,255,8006,8026"),
        Row("20", "N2", Predefined | LinkAttribute, "VARIANT", requires: "01,02,03,8006,8026"),
        Row("21", "X..20", None, "SERIAL", requires: "01,03,8006", excludes: "235"),
        Row("22", "X..20", None, "CPV", requires: "01"),
        Row("235", "X..28", None, "TPX", requires: "01"),
        Row("240", "X..30", LinkAttribute, "ADDITIONAL ID", requires: "01,02,03,8006,8026"),
        Row("241", "X..30", LinkAttribute, "CUST. PART No.", requires: "01,02,03,8006,8026"),
        Row("242", "N..6", LinkAttribute, "MTO VARIANT", requires: "01,02,8006,8026"),
        Row("243", "X..20", LinkAttribute, "PCN", requires: "01,03"),
        Row("250", "X..30", LinkAttribute, "SECONDARY SERIAL", requires: "01+21,03+21,8006+21"),
        Row("251", "X..30", LinkAttribute, "REF. TO SOURCE", requires: "01,03,8006"),
        Row("253", "N13,csum,gcppos1 [X..17]", LinkAttribute, "GDTI", qualifiers: ""),
        Row("254", "X..20", None, "GLN EXTENSION COMPONENT", requires: "414"),
        Row("255", "N13,csum,gcppos1 [N..12]", LinkAttribute, "GCN", excludes: "01,02,415,8006,8020,8026", qualifiers: ""),
    ];
}
