using static Ledger.Gs1.ElementStrings.AiTraits;

namespace Ledger.Gs1.ElementStrings;

/// <content>Further weights and sizes, amounts and prices: identifiers 34 to 39.</content>
internal static partial class AiTable
{
    private static AiDefinition[] Amounts() =>
    [
        Row("3400-3405", "N6", Predefined | LinkAttribute, "GROSS WEIGHT (lb)", requires: "00,01", excludes: "340n"),
        Row("3410-3415", "N6", Predefined | LinkAttribute, "LENGTH (in), log", requires: "00,01", excludes: "341n"),
        Row("3420-3425", "N6", Predefined | LinkAttribute, "LENGTH (ft), log", requires: "00,01", excludes: "342n"),
        Row("3430-3435", "N6", Predefined | LinkAttribute, "LENGTH (yd), log", requires: "00,01", excludes: "343n"),
        Row("3440-3445", "N6", Predefined | LinkAttribute, "WIDTH (in), log", requires: "00,01", excludes: "344n"),
        Row("3450-3455", "N6", Predefined | LinkAttribute, "WIDTH (ft), log", requires: "00,01", excludes: "345n"),
        Row("3460-3465", "N6", Predefined | LinkAttribute, "WIDTH (yd), log", requires: "00,01", excludes: "346n"),
        Row("3470-3475", "N6", Predefined | LinkAttribute, "HEIGHT (in), log", requires: "00,01", excludes: "347n"),
        Row("3480-3485", "N6", Predefined | LinkAttribute, "HEIGHT (ft), log", requires: "00,01", excludes: "348n"),
        Row("3490-3495", "N6", Predefined | LinkAttribute, "HEIGHT (yd), log", requires: "00,01", excludes: "349n"),
        Row("3500-3505", "N6", Predefined | LinkAttribute, "AREA (in²)", requires: "01,02", excludes: "350n"),
        Row("3510-3515", "N6", Predefined | LinkAttribute, "AREA (ft²)", requires: "01,02", excludes: "351n"),
        Row("3520-3525", "N6", Predefined | LinkAttribute, "AREA (yd²)", requires: "01,02", excludes: "352n"),
        Row("3530-3535", "N6", Predefined | LinkAttribute, "AREA (in²), log", requires: "00,01", excludes: "353n"),
        Row("3540-3545", "N6", Predefined | LinkAttribute, "AREA (ft²), log", requires: "00,01", excludes: "354n"),
        Row("3550-3555", "N6", Predefined | LinkAttribute, "AREA (yd²), log", requires: "00,01", excludes: "355n"),
        Row("3560-3565", "N6", Predefined | LinkAttribute, "NET WEIGHT (tr oz)", requires: "01,02", excludes: "356n"),
        Row("3570-3575", "N6", Predefined | LinkAttribute, "NET VOLUME (oz)", requires: "01,02", excludes: "357n"),
        Row("3600-3605", "N6", Predefined | LinkAttribute, "NET VOLUME (qt (US))", requires: "01,02", excludes: "360n"),
        Row("3610-3615", "N6", Predefined | LinkAttribute, "NET VOLUME (gal.)", requires: "01,02", excludes: "361n"),
        Row("3620-3625", "N6", Predefined | LinkAttribute, "VOLUME (qt (US)), log", requires: "00,01", excludes: "362n"),
        Row("3630-3635", "N6", Predefined | LinkAttribute, "VOLUME (gal (US)), log", requires: "00,01", excludes: "363n"),
        Row("3640-3645", "N6", Predefined | LinkAttribute, "NET VOLUME (in³)", requires: "01,02", excludes: "364n"),
        Row("3650-3655", "N6", Predefined | LinkAttribute, "NET VOLUME (ft³)", requires: "01,02", excludes: "365n"),
        Row("3660-3665", "N6", Predefined | LinkAttribute, "NET VOLUME (yd³)", requires: "01,02", excludes: "366n"),
        Row("3670-3675", "N6", Predefined | LinkAttribute, "VOLUME (in³), log", requires: "00,01", excludes: "367n"),
        Row("3680-3685", "N6", Predefined | LinkAttribute, "VOLUME (ft³), log", requires: "00,01", excludes: "368n"),
        Row("3690-3695", "N6", Predefined | LinkAttribute, "VOLUME (yd³), log", requires: "00,01", excludes: "369n"),
        Row("37", "N..8", LinkAttribute, "COUNT", requires: "00+02,00+8026"),
        Row("3900-3909", "N..15", LinkAttribute, "AMOUNT", requires: "255,8020", excludes: "390n,391n,394n,8111"),
        Row("3910-3919", "N3,iso4217 N..15", LinkAttribute, "AMOUNT", requires: "8020", excludes: "391n"),
        Row("3920-3929", "N..15", LinkAttribute, "PRICE", requires: "01+30,01+31nn,01+32nn,01+35nn,01+36nn", excludes: "392n,393n"),
        Row("3930-3939", "N3,iso4217 N..15", LinkAttribute, "PRICE", requires: "30,31nn,32nn,35nn,36nn", excludes: "393n"),
        Row("3940-3943", "N4", LinkAttribute, "PRCNT OFF", requires: "255", excludes: "394n,8111"),
        Row("3950-3955", "N6", LinkAttribute, "PRICE/UoM", requires: "30,31nn,32nn,35nn,36nn", excludes: "392n,393n,395n,8005"),
    ];
}
