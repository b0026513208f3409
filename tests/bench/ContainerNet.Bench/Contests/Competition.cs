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
                measurements.AddRange(Sandbox.Run(there[(i + round) % there.Length]));
            }
        }

        return measurements;
    }
}
