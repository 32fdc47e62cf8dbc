using static Ledger.Gs1.ElementStrings.AiTraits;

namespace Ledger.Gs1.ElementStrings;

/// <content>Further keys, coupons and internal use: identifiers that start with 8 or 9.</content>
internal static partial class AiTable
{
    private static AiDefinition[] Other() =>
    [
        Row("8001", "N4,nonzero N5,nonzero N3,nonzero N1,winding N1", LinkAttribute, "DIMENSIONS", requires: "01"),
        Row("8002", "X..20", LinkAttribute, "CMT No."),
        Row("8003", "N1,zero N13,csum,gcppos1 [X..16]", LinkAttribute, "GRAI", qualifiers: ""),
        Row("8004", "X..30,gcppos1", LinkAttribute, "GIAI", qualifiers: "7040"),
        Row("8005", "N6", LinkAttribute, "PRICE PER UNIT", requires: "01,02"),
        Row("8006", "N14,csum,gcppos2 N4,pieceoftotal", LinkAttribute, "ITIP", excludes: "01,03,37", qualifiers: "22,10,21"),
        Row("8007", "X..34,iban", LinkAttribute, "IBAN", requires: "415"),
        Row("8008", "N6,yymmdd N2,hh [N2],mi [N2],ss", LinkAttribute, "PROD TIME", requires: "01,02,03"),
        Row("8009", "X..50", LinkAttribute, "OPTSEN", requires: "00,01,03"),
        Row("8010", "Y..30,gcppos1", LinkAttribute, "CPID", qualifiers: "8011"),
        Row("8011", "N..12,nozeroprefix", None, "CPID SERIAL", requires: "8010"),
        Row("8012", "X..20", LinkAttribute, "VERSION", requires: "01,03,8006"),
        Row("8013", "X..25,csumalpha,gcppos1", LinkAttribute, "GMN", qualifiers: ""),
        Row("8014", "X..25,csumalpha,gcppos1,hasnondigit", None, "MUDI", requires: "01"),
        Row("8017", "N18,csum,gcppos1", LinkAttribute, "GSRN - PROVIDER", excludes: "8018", qualifiers: "8019"),
        Row("8018", "N18,csum,gcppos1", LinkAttribute, "GSRN - RECIPIENT", excludes: "8017", qualifiers: "8019"),
        Row("8019", "N..10", None, "SRIN", requires: "8017,8018"),
        Row("8020", "X..25", None, "REF No.", requires: "415"),
        Row("8026", "N14,csum,gcppos2 N4,pieceoftotal", LinkAttribute, "ITIP CONTENT", requires: "37", excludes: "02,03,8006"),
        Row("8030", "Z..90", LinkAttribute, "DIGSIG", requires: "00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018"),
        Row("8040", "N15", None, "IMEI", requires: "01+21"),
        Row("8041", "N15", None, "IMEI2", requires: "01+21+8040"),
        Row("8042", "N32", None, "ESIM", requires: "01+21+8040"),
        Row("8043", "N18 [N..2]", None, "PSIM", requires: "01+21+8040"),
        Row("8110", "X..70,couponcode", LinkAttribute, ""),
        Row("8111", "N4", LinkAttribute, "POINTS", requires: "255"),
        Row("8112", "X..70,couponposoffer", LinkAttribute, ""),
        Row("8200", "X..70", None, "PRODUCT URL", requires: "01"),
        Row("90", "X..30", LinkAttribute, "INTERNAL"),
        Row("91-99", "X..90", LinkAttribute, "INTERNAL"),
    ];
}
