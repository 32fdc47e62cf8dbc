using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Contracts.Messages;

/// <summary>A message with its signatures: the call that carries it to the chain.</summary>
/// <param name="Message">The message.</param>
/// <param name="Signatures">In the order of <see cref="MessageType.Signers"/>, each distinct partner once; approvals in any order.</param>
public sealed record SignedCall(LedgerMessage Message, IReadOnlyList<MessageSignature> Signatures)
{
    /// <summary>The largest calldata that is read.</summary>
    public const int MaximumSizeBytes = 1 << 20;

    /// <summary>The most signatures under a message.</summary>
    public const int MaximumSignatures = 64;

    /// <summary>Reads the calldata of a contract's function.</summary>
    /// <param name="contract">The contract called.</param>
    /// <param name="calldata">Selector and arguments, as the contract reads them.</param>
    /// <exception cref="MessageFormatException">The function takes no message, or the data is malformed or beyond a bound.</exception>
    public static SignedCall Decode(LedgerContract contract, ReadOnlySpan<byte> calldata)
    {
        if (calldata.Length > MaximumSizeBytes) throw new MessageFormatException($"The calldata has more than {MaximumSizeBytes} bytes.");
        if (!Selector.TryRead(calldata, out var selector)) throw new MessageFormatException("The calldata is too short for a selector.");
        var type = MessageCatalogue.Find(contract, selector) ?? throw new MessageFormatException($"{contract} has no function {selector} that takes a signed message.");
        try
        {
            var (body, signatures) = type.Decode(calldata);
            if (signatures.Count > MaximumSignatures) throw new MessageFormatException($"A message has at most {MaximumSignatures} signatures.");
            if (signatures.Any(s => s.Bytes.Length > MessageSignature.MaximumSizeBytes)) throw new MessageFormatException($"A signature has at most {MessageSignature.MaximumSizeBytes} bytes.");
            return new SignedCall(new LedgerMessage(body), signatures);
        }
        catch (Exception exception) when (exception is EthereumFormatException or ArgumentException)
        {
            throw new MessageFormatException($"The calldata of {type.Kind} is malformed: {exception.Message}", exception);
        }
    }

    /// <summary>Encodes the call. Without signatures, or with some of them, it is how a message travels to those who sign next.</summary>
    /// <exception cref="ArgumentException">The number of signatures can't be encoded for this message.</exception>
    public byte[] Encode() => Message.Type.Encode(Message.Body, Signatures);

    /// <summary>The accounts that signed, in the order of the signatures; null where no key fits, as for a contract account.</summary>
    public IReadOnlyList<Address?> RecoverSigners(NetworkDescriptor network)
    {
        var digest = Message.DigestOn(network);
        return [.. Signatures.Select(s => Recover(s.Bytes, digest))];
    }

    private static Address? Recover(byte[] bytes, in Bytes32 digest)
    {
        try
        {
            return bytes.Length == Signature.SizeBytes && Signature.FromBytes65(bytes).TryRecover(digest, out var signer) ? signer : null;
        }
        catch (EthereumFormatException)
        {
            return null;
        }
    }
}
