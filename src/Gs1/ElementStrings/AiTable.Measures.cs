using static Ledger.Gs1.ElementStrings.AiTraits;

namespace Ledger.Gs1.ElementStrings;

/// <content>Counts, weights and sizes: identifiers 30 to 33.</content>
internal static partial class AiTable
{
    private static AiDefinition[] Measures() =>
    [
        Row("30", "N..8", LinkAttribute, "VAR. COUNT", requires: "01,02"),
        Row("3100-3105", "N6", Predefined | LinkAttribute, "NET WEIGHT (kg)", requires: "01,02", excludes: "310n"),
        Row("3110-3115", "N6", Predefined | LinkAttribute, "LENGTH (m)", requires: "01,02", excludes: "311n"),
        Row("3120-3125", "N6", Predefined | LinkAttribute, "WIDTH (m)", requires: "01,02", excludes: "312n"),
        Row("3130-3135", "N6", Predefined | LinkAttribute, "HEIGHT (m)", requires: "01,02", excludes: "313n"),
        Row("3140-3145", "N6", Predefined | LinkAttribute, "AREA (m²)", requires: "01,02", excludes: "314n"),
        Row("3150-3155", "N6", Predefined | LinkAttribute, "NET VOLUME (l)", requires: "01,02", excludes: "315n"),
        Row("3160-3165", "N6", Predefined | LinkAttribute, "NET VOLUME (m³)", requires: "01,02", excludes: "316n"),
        Row("3200-3205", "N6", Predefined | LinkAttribute, "NET WEIGHT (lb)", requires: "01,02", excludes: "320n"),
        Row("3210-3215", "N6", Predefined | LinkAttribute, "LENGTH (in)", requires: "01,02", excludes: "321n"),
        Row("3220-3225", "N6", Predefined | LinkAttribute, "LENGTH (ft)", requires: "01,02", excludes: "322n"),
        Row("3230-3235", "N6", Predefined | LinkAttribute, "LENGTH (yd)", requires: "01,02", excludes: "323n"),
        Row("3240-3245", "N6", Predefined | LinkAttribute, "WIDTH (in)", requires: "01,02", excludes: "324n"),
        Row("3250-3255", "N6", Predefined | LinkAttribute, "WIDTH (ft)", requires: "01,02", excludes: "325n"),
        Row("3260-3265", "N6", Predefined | LinkAttribute, "WIDTH (yd)", requires: "01,02", excludes: "326n"),
        Row("3270-3275", "N6", Predefined | LinkAttribute, "HEIGHT (in)", requires: "01,02", excludes: "327n"),
        Row("3280-3285", "N6", Predefined | LinkAttribute, "HEIGHT (ft)", requires: "01,02", excludes: "328n"),
        Row("3290-3295", "N6", Predefined | LinkAttribute, "HEIGHT (yd)", requires: "01,02", excludes: "329n"),
        Row("3300-3305", "N6", Predefined | LinkAttribute, "GROSS WEIGHT (kg)", requires: "00,01", excludes: "330n"),
        Row("3310-3315", "N6", Predefined | LinkAttribute, "LENGTH (m), log", requires: "00,01", excludes: "331n"),
        Row("3320-3325", "N6", Predefined | LinkAttribute, "WIDTH (m), log", requires: "00,01", excludes: "332n"),
        Row("3330-3335", "N6", Predefined | LinkAttribute, "HEIGHT (m), log", requires: "00,01", excludes: "333n"),
        Row("3340-3345", "N6", Predefined | LinkAttribute, "AREA (m²), log", requires: "00,01", excludes: "334n"),
        Row("3350-3355", "N6", Predefined | LinkAttribute, "VOLUME (l), log", requires: "00,01", excludes: "335n"),
        Row("3360-3365", "N6", Predefined | LinkAttribute, "VOLUME (m³), log", requires: "00,01", excludes: "336n"),
        Row("3370-3375", "N6", Predefined | LinkAttribute, "KG PER m²", requires: "01", excludes: "337n"),
    ];
}
