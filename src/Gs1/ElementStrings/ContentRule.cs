using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>Checks the content of a component whose length and character set are already right.</summary>
/// <returns>Null if it is valid.</returns>
internal delegate Gs1Error? ContentRule(ReadOnlySpan<char> data, string field);
