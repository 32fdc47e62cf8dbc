using Ledger.Api.V1;

namespace Ledger.Node.Relay;

/// <summary>What a custom error means to a caller.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Field">The message's member at fault; may have arguments.</param>
/// <param name="Message">One sentence; may have arguments.</param>
/// <param name="Cure">What to do; may have arguments.</param>
internal sealed record Refusal(ErrorCode Code, string Field, string Message, string Cure);
