namespace ContainerNet.Bench.Contests;

/// <summary>Has the entrants of a contest do their job in turns.</summary>
internal static class Competition
{
    // Each round begins with another entrant, so that none always runs after the same one.
    public static IReadOnlyList<Measurement> Hold(Contest contest, int rounds)
    {
        Entrant[] there = [.. contest.Entrants.Where(e => e.IsThere)];
        var measurements = new List<Measurement>();
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < there.Length; i++)
            {
                Sandbox.Settle();
                Entrant entrant = there[(i + round) % there.Length];
                measurements.AddRange(Sandbox.Run(entrant).Select(m => m with { Size = entrant.Size ?? m.Size }));
            }
        }

        return measurements;
    }
}
