using Ledger.Native.RocksDb;

namespace Ledger.Native.Tests.RocksDb;

public sealed class RocksDbExceptionTests
{
    [Theory]
    [InlineData("Corruption: block checksum mismatch: stored = 1, computed = 2 in /d/000004.sst offset 0 size 10", RocksDbErrorKind.Corruption)]
    [InlineData("IO error: No space left on device: While appending to file: /d/000008.log: No space left on device", RocksDbErrorKind.NoSpace)]
    [InlineData("IO error: Space limit reached: Max allowed space was reached", RocksDbErrorKind.NoSpace)]
    [InlineData("IO error: While appending to file: /d/000008.log: Disk quota exceeded", RocksDbErrorKind.NoSpace)]
    [InlineData("IO error: While lock file: /d/LOCK: Resource temporarily unavailable", RocksDbErrorKind.Locked)]
    [InlineData("IO error: lock hold by current process, acquire time 1 acquiring thread 2: /d/LOCK: No locks available", RocksDbErrorKind.Locked)]
    [InlineData("IO error: No such file or directory: While opening a file", RocksDbErrorKind.IOError)]
    [InlineData("Invalid argument: Column families not opened: owners", RocksDbErrorKind.InvalidArgument)]
    [InlineData("Not implemented: Not supported operation in read only mode.", RocksDbErrorKind.NotSupported)]
    [InlineData("Resource busy: ", RocksDbErrorKind.Busy)]
    [InlineData("Operation failed. Try again.: ", RocksDbErrorKind.Busy)]
    [InlineData("Shutdown in progress: ", RocksDbErrorKind.Other)]
    [InlineData("", RocksDbErrorKind.Other)]
    public void Kind_StatusText_IsRead(string message, RocksDbErrorKind expected)
    {
        new RocksDbException(message).Kind.ShouldBe(expected);
        new RocksDbException(message, new IOException()).Kind.ShouldBe(expected);
    }
}
