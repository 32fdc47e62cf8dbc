using System.Runtime.InteropServices;

namespace Ledger.Bench.Peers;

/// <summary>Ends what this process has started before a signal ends the process itself.</summary>
internal static class Interruption
{
    private const int InterruptedExitCode = 130;

    /// <summary>Acts before the process ends by SIGINT or SIGTERM, until the result is disposed.</summary>
    public static IDisposable Before(Action act)
    {
        return new Registrations(PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End));

        void End(PosixSignalContext context)
        {
            act();
            Environment.Exit(InterruptedExitCode);
        }
    }

    private sealed class Registrations(params IDisposable[] registrations) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in registrations) registration.Dispose();
        }
    }
}
