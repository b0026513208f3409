namespace ContainerNet.Bench.Contests;

/// <summary>A job that several programs do, one after the other in each round.</summary>
/// <param name="Name">The contest's name.</param>
/// <param name="Title">What is measured, for people.</param>
/// <param name="Entrants">Who does it; the first that is there is what the others are compared with.</param>
/// <param name="Goals">What has to come out.</param>
internal sealed record Contest(
    string Name, string Title, IReadOnlyList<Entrant> Entrants, IReadOnlyList<Goal> Goals)
{
    /// <summary>Whether it runs only when it is named.</summary>
    public bool OnlyNamed { get; init; }

    /// <summary>How its result is shown.</summary>
    public Shape Shape { get; init; } = Shape.Table;

    /// <summary>Whether a name is its own or its group's: "curve" is "curve-routes" and others.</summary>
    public bool HasName(string name) => Name == name || Name.StartsWith(name + "-", StringComparison.Ordinal);
}

/// <summary>A program that does a job in a network namespace of its own.</summary>
/// <param name="Name">As it names itself in what it prints.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record Entrant(string Name, IReadOnlyList<string> Command)
{
    /// <summary>Among how many it does its job, where the contest is about that.</summary>
    public int? Size { get; init; }

    /// <summary>Whether the program is installed.</summary>
    public bool IsThere => Programs.Find(Command[0]) is not null;
}

/// <summary>A goal: an operation of one takes at most so many times as long as another's, or milliseconds.</summary>
/// <param name="Phase">The phase of the job.</param>
/// <param name="Of">Whose time.</param>
/// <param name="To">Compared with whose; null for a time by itself.</param>
/// <param name="AtMost">The largest ratio, or the longest time in milliseconds.</param>
internal sealed record Goal(string Phase, string Of, string? To, double AtMost);

/// <summary>How a result is shown.</summary>
internal enum Shape
{
    /// <summary>A row a phase and entrant.</summary>
    Table,

    /// <summary>As a table, with a column a size.</summary>
    Curve,

    /// <summary>The one entrant measures by itself, and prints its own.</summary>
    Own,
}
