using Ledger.Contracts.Words;

namespace Ledger.Node.Queries.Conditions;

/// <summary>Conditions in words.</summary>
internal static class ConditionWords
{
    /// <summary>What a condition is about; its number where it is the partners' own.</summary>
    public static string Kind(ushort kind) => (ConditionKind)kind switch
    {
        ConditionKind.Temperature => "temperature",
        ConditionKind.Humidity => "humidity",
        ConditionKind.Shock => "shock",
        ConditionKind.Tamper => "tamper",
        ConditionKind.Light => "light",
        ConditionKind.Location => "location",
        _ => $"condition {kind}",
    };

    /// <summary>Kind and severity, e.g. <c>temperature excursion</c>.</summary>
    public static string Of(ushort kind, ConditionSeverity severity) => severity switch
    {
        ConditionSeverity.Reading => $"{Kind(kind)} reading",
        ConditionSeverity.Warning => $"{Kind(kind)} warning",
        _ => $"{Kind(kind)} excursion",
    };
}
