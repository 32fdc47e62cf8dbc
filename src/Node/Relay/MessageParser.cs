using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;

namespace Ledger.Node.Relay;

/// <summary>Reads the messages of a request. One that cannot be read has no digest, so the whole request is refused and nothing happens.</summary>
internal static class MessageParser
{
    /// <summary>Reads the messages.</summary>
    /// <exception cref="LedgerException">One cannot be read; the field names it.</exception>
    public static IReadOnlyList<ParsedMessage> Parse(IReadOnlyList<SignedMessage> messages, NetworkDescriptor network)
    {
        if (messages.Count == 0) throw new LedgerException(ErrorCode.ArgumentMissing, "The request has no message.", "Send at least one.", "messages");
        if (messages.Count > RelayLimits.MaxMessagesPerRequest)
        {
            throw new LedgerException(
                ErrorCode.MessageTooLarge,
                $"The request has {messages.Count} messages; at most {RelayLimits.MaxMessagesPerRequest} are taken.",
                "Send them in several requests.",
                "messages");
        }

        return [.. messages.Select((message, index) => Parse(message, index, network))];
    }

    private static ParsedMessage Parse(SignedMessage message, int index, NetworkDescriptor network)
    {
        if (!Enum.TryParse<LedgerContract>(message.Contract, out var contract) || !string.Equals($"{contract}", message.Contract, StringComparison.Ordinal))
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid,
                $"There is no contract called '{message.Contract}'.",
                "Name a contract of the network descriptor, e.g. Tokens.",
                $"messages[{index}].contract");
        }

        try
        {
            var call = SignedCall.Decode(contract, message.CallData.Span);
            return new(index, call, call.Encode(), network.AddressOf(contract), call.Message.DigestOn(network));
        }
        catch (Exception exception) when (exception is MessageFormatException or ArgumentException)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid,
                exception.Message,
                "Send the ABI-encoded call of the function that takes the signed message.",
                $"messages[{index}].call_data",
                exception);
        }
    }
}
