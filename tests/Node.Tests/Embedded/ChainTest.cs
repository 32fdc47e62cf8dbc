namespace Ledger.Node.Tests.Embedded;

/// <summary>A test with a chain folder of its own and two accounts.</summary>
public abstract class ChainTest : IAsyncLifetime, IDisposable
{
    private protected ChainFixture Fixture { get; } = new();

    private protected TestAccount First { get; } = new(1);

    private protected TestAccount Second { get; } = new(2);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Fixture.DisposeAsync();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        First.Dispose();
        Second.Dispose();
    }
}
