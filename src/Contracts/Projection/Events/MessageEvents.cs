using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>What became of signed messages.</summary>
internal sealed class MessageEvents(ProjectionContext context)
{
    public void Applied(ref EventReader reader)
    {
        var digest = reader.IndexedHash();
        var document = reader.Hash();
        reader.End();

        // Every message names a seq that applying it raises, so that this can't be; state is right all the same, so it is no reason to halt.
        if (context.View.TryMessage(digest, out var known) && known.State == MessageState.Applied)
        {
            context.Alert("MESSAGE_APPLIED_TWICE", $"The message {digest} was applied in block {known.Event.Block} and again.");
            return;
        }

        Write(digest, new MessageRecord(MessageState.Applied, context.At, document, []));
    }

    public void Failed(ref EventReader reader)
    {
        var digest = reader.IndexedHash();
        reader.Word();
        var reason = reader.Bytes();
        reader.End();

        // Without a digest the item was no message at all. A message that was applied stays so when somebody sends it again.
        if (digest == Bytes32.Zero || (context.View.TryMessage(digest, out var known) && known.State == MessageState.Applied)) return;
        Write(digest, new MessageRecord(MessageState.Failed, context.At, default, reason));
    }

    private void Write(in Bytes32 digest, MessageRecord record) => context.Write(EntityKind.Message, ProjectionKeys.Digest(digest), record.Write(context.Record));
}
