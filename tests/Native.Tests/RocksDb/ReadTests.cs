using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class ReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RocksDatabase _database;
    private readonly ColumnFamily _family;

    public ReadTests()
    {
        _database = RocksDatabase.Open(_folder["db"], new RocksDatabaseOptions());
        _family = _database.DefaultColumnFamily;
        _database.Put(_family, "a"u8, "one"u8);
        _database.Put(_family, "b"u8, "two"u8);
        _database.Put(_family, "empty"u8, []);
        _database.Flush(_family);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TryGet_IntoABuffer_CopiesAndTellsTheLength()
    {
        Span<byte> buffer = stackalloc byte[8];
        _database.TryGet(_family, "a"u8, buffer, out var length).ShouldBeTrue();
        buffer[..length].ToArray().ShouldBe("one"u8.ToArray());

        _database.TryGet(_family, "empty"u8, buffer, out length).ShouldBeTrue();
        length.ShouldBe(0);

        _database.TryGet(_family, "missing"u8, buffer, out length).ShouldBeFalse();
        length.ShouldBe(0);
    }

    [Fact]
    public void TryGet_BufferTooSmall_TellsTheLengthAndCopiesNothing()
    {
        byte[] buffer = [9, 9];
        _database.TryGet(_family, "a"u8, buffer, out var length).ShouldBeTrue();
        length.ShouldBe(3);
        buffer.ShouldBe([9, 9]);
    }

    [Fact]
    public void TryGet_Pinned_SeesTheValueAndMayBeDisposedTwice()
    {
        _database.TryGet(_family, "b"u8, out var value).ShouldBeTrue();
        value.Span.ToArray().ShouldBe("two"u8.ToArray());
        value.Dispose();
        value.Dispose();
        value.Span.IsEmpty.ShouldBeTrue();

        _database.TryGet(_family, "missing"u8, out var missing).ShouldBeFalse();
        missing.Dispose();
    }

    [Fact]
    public void Get_WithBufferPinnedOrHas_AllocatesNothing()
    {
        using var snapshot = _database.CreateSnapshot();
        byte[] buffer = new byte[8];
        ReadAllWays(snapshot, buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++) ReadAllWays(snapshot, buffer);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void MultiGet_PackedKeys_AnswersInTheirOrder()
    {
        using var values = _database.MultiGet(_family, "bxa"u8, keySizeBytes: 1);
        values.Count.ShouldBe(3);
        values.TryGet(0, out var first).ShouldBeTrue();
        first.ToArray().ShouldBe("two"u8.ToArray());
        values.Has(1).ShouldBeFalse();
        values.TryGet(1, out _).ShouldBeFalse();
        values.TryGet(2, out var third).ShouldBeTrue();
        third.ToArray().ShouldBe("one"u8.ToArray());
    }

    [Fact]
    public void MultiGet_KeysOfAnySizeAndASnapshot_SeesTheSnapshot()
    {
        using var snapshot = _database.CreateSnapshot();
        _database.Put(_family, "a"u8, "changed"u8);

        using var values = _database.MultiGet(_family, [("empty"u8.ToArray()), ("a"u8.ToArray())], snapshot);

        values.TryGet(0, out var empty).ShouldBeTrue();
        empty.IsEmpty.ShouldBeTrue();
        values.TryGet(1, out var old).ShouldBeTrue();
        old.ToArray().ShouldBe("one"u8.ToArray());
    }

    [Fact]
    public void MultiGet_NoKeysOrTooMany_IsEmptyOrRefused()
    {
        using (var none = _database.MultiGet(_family, [], keySizeBytes: 4)) none.Count.ShouldBe(0);
        Should.Throw<ArgumentException>(() => _database.MultiGet(_family, new byte[5], keySizeBytes: 4));
        Should.Throw<ArgumentException>(() => _database.MultiGet(_family, new byte[RocksDatabase.MaximumMultiGetKeys + 1], keySizeBytes: 1));
    }

    [Fact]
    public void MultiGet_AfterDispose_Throws()
    {
        var values = _database.MultiGet(_family, "a"u8, keySizeBytes: 1);
        values.Dispose();
        Should.Throw<ObjectDisposedException>(() => values.TryGet(0, out _));
    }

    [Fact]
    public void Get_FamilyOrSnapshotOfAnotherDatabase_Throws()
    {
        using var other = RocksDatabase.Open(_folder["other"], new RocksDatabaseOptions());
        using var snapshot = other.CreateSnapshot();
        Should.Throw<ArgumentException>(() => _database.Get(other.DefaultColumnFamily, "a"u8));
        Should.Throw<ArgumentException>(() => _database.Get(_family, "a"u8, snapshot));
    }

    private void ReadAllWays(Snapshot snapshot, byte[] buffer)
    {
        if (!_database.TryGet(_family, "a"u8, buffer, out _)) throw new InvalidOperationException();
        if (!_database.TryGet(_family, "a"u8, buffer, out _, snapshot)) throw new InvalidOperationException();
        if (_database.Has(_family, "missing"u8)) throw new InvalidOperationException();
        if (!_database.TryGet(_family, "b"u8, out var value)) throw new InvalidOperationException();
        value.Dispose();
    }
}
