using FsCheck;
using FsCheck.Fluent;
using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

/// <summary>Random histories against a sorted dictionary, with flushes, compactions and reopening in between.</summary>
public sealed class RocksDbModelTests
{
    private const int LongestHistory = 60;
    private const int KeyKinds = 24;

    // Few keys, so that histories meet them again; of one to three bytes, so that some are prefixes of others.
    private static readonly Gen<byte[]> Keys = Gen.Choose(0, KeyKinds - 1).Select(number => new byte[(number % 3) + 1].Select((_, index) => (byte)((number / 3) + (index * 100))).ToArray());

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (8, Keys.SelectMany(key => Gen.Choose(0, 300).Select(value => new Step(StepKind.Put, key, [(byte)value, (byte)(value >> 8)])))),
        (3, Keys.Select(key => new Step(StepKind.Delete, key, []))),
        (1, Keys.SelectMany(first => Keys.Select(second => Range(first, second)))),
        (1, Gen.Constant(new Step(StepKind.Flush, [], []))),
        (1, Gen.Constant(new Step(StepKind.Compact, [], []))),
        (1, Gen.Constant(new Step(StepKind.Reopen, [], []))));

    private enum StepKind
    {
        Put,
        Delete,
        DeleteRange,
        Flush,
        Compact,
        Reopen,
    }

    [Fact]
    public void AnyHistory_ComparedWithASortedDictionary_Agrees()
    {
        var histories = Gen.Choose(0, LongestHistory).SelectMany(length => Steps.ListOf(length)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(histories, Keys.ToArbitrary(), (history, probe) =>
        {
            using var folder = new TemporaryFolder();
            var model = new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
            var database = Open(folder);
            try
            {
                foreach (var step in history)
                {
                    if (step.Kind == StepKind.Reopen)
                    {
                        database.Dispose();
                        database = Open(folder);
                    }

                    Apply(step, database, model);
                }

                Compare(database, model, probe);
            }
            finally
            {
                database.Dispose();
            }
        }));
    }

    private static void Apply(Step step, RocksDatabase database, SortedDictionary<byte[], byte[]> model)
    {
        var family = database.DefaultColumnFamily;
        using var batch = new WriteBatch();
        switch (step.Kind)
        {
            case StepKind.Put:
                batch.Put(family, step.Key, step.Value);
                model[step.Key] = step.Value;
                break;
            case StepKind.Delete:
                batch.Delete(family, step.Key);
                model.Remove(step.Key);
                break;
            case StepKind.DeleteRange:
                batch.DeleteRange(family, step.Key, step.Value);
                foreach (var key in model.Keys.Where(key => key.AsSpan().SequenceCompareTo(step.Key) >= 0 && key.AsSpan().SequenceCompareTo(step.Value) < 0).ToList()) model.Remove(key);
                break;
            case StepKind.Flush:
                database.Flush(family);
                break;
            case StepKind.Compact:
                database.CompactRange(family);
                break;
        }

        database.Write(batch);
    }

    private static void Compare(RocksDatabase database, SortedDictionary<byte[], byte[]> model, byte[] probe)
    {
        var family = database.DefaultColumnFamily;
        using var iterator = database.CreateIterator(family);
        var forwards = new List<byte[]>();
        for (var found = iterator.SeekToFirst(); found; found = iterator.Next())
        {
            forwards.Add(iterator.Key.ToArray());
            iterator.Value.ToArray().ShouldBe(model[forwards[^1]]);
        }

        var backwards = new List<byte[]>();
        for (var found = iterator.SeekToLast(); found; found = iterator.Prev()) backwards.Add(iterator.Key.ToArray());

        forwards.Select(Convert.ToHexString).ShouldBe(model.Keys.Select(Convert.ToHexString));
        backwards.Select(Convert.ToHexString).ShouldBe(model.Keys.Reverse().Select(Convert.ToHexString));
        database.Get(family, probe).ShouldBe(model.GetValueOrDefault(probe));

        var after = model.Keys.FirstOrDefault(key => key.AsSpan().SequenceCompareTo(probe) >= 0);
        iterator.Seek(probe).ShouldBe(after is not null);
        if (after is not null) iterator.Key.ToArray().ShouldBe(after);

        var before = model.Keys.LastOrDefault(key => key.AsSpan().SequenceCompareTo(probe) <= 0);
        iterator.SeekForPrev(probe).ShouldBe(before is not null);
        if (before is not null) iterator.Key.ToArray().ShouldBe(before);
    }

    private static Step Range(byte[] first, byte[] second) => first.AsSpan().SequenceCompareTo(second) <= 0
        ? new Step(StepKind.DeleteRange, first, second)
        : new Step(StepKind.DeleteRange, second, first);

    private static RocksDatabase Open(TemporaryFolder folder) =>
        RocksDatabase.Open(folder["db"], new RocksDatabaseOptions(), new ColumnFamilyDescriptor("default", new ColumnFamilyOptions { Table = new TableOptions { Filter = KeyFilter.Bloom(10) } }));

    private sealed record Step(StepKind Kind, byte[] Key, byte[] Value)
    {
        public override string ToString() => $"{Kind} {Convert.ToHexString(Key)} {Convert.ToHexString(Value)}";
    }
}
