using Ledger.Api.V1;

namespace Ledger.Node.Relay;

/// <summary>What each custom error of the contracts means to a caller: the one table.</summary>
/// <remarks>
/// In texts, <c>{name}</c> stands for the error's argument of that name; times and statuses are put into words. What is not listed is <c>CONTRACT_REFUSED</c>.
/// </remarks>
internal static partial class RefusalTable
{
    private const string SignAgain = "Read the state again, and sign a new message.";
    private const string AnotherNetwork = "Check that the message was made for this network's contracts.";

    private static readonly Dictionary<string, Refusal> Rows = new(
        [.. Signing, .. OfCouncil, .. OfPartners, .. OfCatalogue, .. OfRecalls, .. OfConditions, .. OfTokens, .. OfMoving, .. OfShipments, .. OfLending, .. OfHolds],
        StringComparer.Ordinal);

    /// <summary>The custom errors that the table knows.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Keys;

    private static Dictionary<string, Refusal> Signing => new(StringComparer.Ordinal)
    {
        ["Messages_DeadlinePassed"] = new(ErrorCode.DeadlinePassed, "deadline", "The deadline {deadline} had passed at {time}.", "Sign the message again with a later deadline."),
        ["Messages_SignatureCount"] = new(ErrorCode.SignatureMissing, "signatures", "{required} partners must sign, and {given} signatures were given.", "Have every partner concerned sign, each once, in the order of the message."),
        ["Messages_WrongSigner"] = new(ErrorCode.SignerWrong, "signatures[{index}]", "Signature {index} is not one of account {account}, which partner {partner} has now.", "Have partner {partner} sign with its present account."),
        ["Relay_Count"] = new(ErrorCode.MessageTooLarge, "messages", "A batch has 1 to {limit} messages, not {count}.", "Send fewer messages in one request."),
        ["Relay_UnknownMessage"] = new(ErrorCode.ArgumentInvalid, "messages[{index}]", "Message {index} calls {selector}, which takes no signed message.", AnotherNetwork),
        ["Relay_OutOfGas"] = new(ErrorCode.MessageTooLarge, "messages[{index}]", "There was not enough gas left to give message {index} its {gasLimit}.", "Send fewer messages in one request."),
        ["Lens_Count"] = new(ErrorCode.MessageTooLarge, "tokens", "One call takes 1 to {limit} tokens, not {count}.", "Name fewer tokens."),
    };

    /// <summary>What an error means; null when it is not listed.</summary>
    public static Refusal? Find(string errorName) => Rows.GetValueOrDefault(errorName);
}
