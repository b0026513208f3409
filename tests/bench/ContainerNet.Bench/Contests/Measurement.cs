using System.Globalization;

namespace ContainerNet.Bench.Contests;

/// <summary>What an entrant printed of one phase.</summary>
/// <param name="Job">The job.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Entrant">Who did it.</param>
/// <param name="Count">How many operations.</param>
/// <param name="Wall">How long it took, in milliseconds.</param>
/// <param name="Cpu">The processor time of the process itself, in milliseconds; 0 when it is not known.</param>
internal sealed record Measurement(string Job, string Phase, string Entrant, int Count, double Wall, double Cpu)
{
    /// <summary>Among how many it was done; as many as the operations, unless the contest knows better.</summary>
    public int Size { get; init; } = Count;

    /// <summary>The time for each operation in microseconds.</summary>
    public double Each => Wall * 1000 / Count;

    /// <summary>Reads a line "R JOB.PHASE ENTRANT COUNT WALL CPU"; null for any other.</summary>
    public static Measurement? Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 6 || words[0] != "R") return null;
        string[] job = words[1].Split('.', 2);
        return new Measurement(
            job[0], job[1], words[2], int.Parse(words[3], CultureInfo.InvariantCulture),
            double.Parse(words[4], CultureInfo.InvariantCulture), double.Parse(words[5], CultureInfo.InvariantCulture));
    }

    /// <summary>The line of a phase that ran just now.</summary>
    public static void Print(string job, string phase, string entrant, int count, double wall, double cpu) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"R {job}.{phase} {entrant} {count} {wall:F3} {cpu:F3}"));
}
