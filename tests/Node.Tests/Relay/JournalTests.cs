using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Relay;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Relay;

public sealed class JournalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Encode_AnyEntry_DecodesToTheSame() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<(ulong Nonce, ulong Cursor, byte[] Raw, byte Count)>(made =>
    {
        var (nonce, cursor, raw, count) = made;
        var entry = new JournalEntry(nonce, cursor, [.. Enumerable.Range(0, (count % 64) + 1).Select(Digest)], [1, .. raw]);
        var decoded = JournalEntry.Decode(entry.Encode());
        return decoded.Nonce == nonce && decoded.Cursor == cursor && decoded.Digests.SequenceEqual(entry.Digests) && decoded.Raw.SequenceEqual(entry.Raw) && decoded.Hash == entry.Hash;
    }));

    [Fact]
    public void Decode_AnyBytes_GivesAnEntryOrItsOwnException() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            JournalEntry.Decode([1, .. bytes]);
        }
        catch (JournalException)
        {
            return true;
        }

        return bytes.Length > 18;
    }));

    [Fact]
    public void Open_AfterAdding_HasWhatWasNotCompleted()
    {
        using (var database = OpenDatabase())
        {
            var journal = RelayJournal.Open(database);
            journal.Add([Entry(5, 1)]);
            var done = journal.Add([Entry(6, 2), Entry(7, 3)])[0];
            journal.Complete(done, [Failure(2)]);
            done.Done.IsCompletedSuccessfully.ShouldBeTrue();
        }

        using var again = OpenDatabase();
        var reopened = RelayJournal.Open(again);
        reopened.All().Select(entry => entry.Entry.Nonce).ShouldBe([5UL, 7UL]);
        reopened.LastNonce().ShouldBe(7UL);
        reopened.FindMessage(Digest(2)).ShouldBeNull();
        reopened.FindMessage(Digest(3))!.Entry.Nonce.ShouldBe(7UL);
        reopened.FindFailure(Digest(2)).ShouldBe(Failure(2));
        reopened.FindTransaction(Entry(5, 1).Hash)!.Entry.Nonce.ShouldBe(5UL);
    }

    [Fact]
    public void Add_FailedMessageAgain_ForgetsTheFailure()
    {
        using var database = OpenDatabase();
        var journal = RelayJournal.Open(database);
        journal.Complete(journal.Add([Entry(0, 1)])[0], [Failure(1)]);
        journal.Add([Entry(1, 1)]);
        journal.FindFailure(Digest(1)).ShouldBeNull();
    }

    [Fact]
    public void Add_DiskFull_WritesNothing()
    {
        using var database = OpenDatabase(new DiskRoom(_folder.Path, long.MaxValue));
        var journal = RelayJournal.Open(database);
        Should.Throw<NoRoomException>(() => journal.Add([Entry(0, 1)]));
        journal.Count.ShouldBe(0);
        RelayJournal.Open(database).Count.ShouldBe(0);
    }

    public void Dispose() => _folder.Dispose();

    private static JournalEntry Entry(ulong nonce, int digest) => new(nonce, 3, [Digest(digest)], [9, 9, (byte)nonce]);

    private static MessageOutcome Failure(int digest) => new()
    {
        Digest = ByteString.CopyFrom(Digest(digest).Span),
        State = MessageOutcome.Types.State.Failed,
        Block = 4,
    };

    private static Bytes32 Digest(int number)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, number);
        return new Bytes32(bytes);
    }

    private LedgerDatabase OpenDatabase(DiskRoom? room = null) => LedgerDatabase.Open(new() { FolderPath = _folder.In("db") }, room);
}
