using System.Globalization;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands;

/// <summary>Gets the time: now, or a given one.</summary>
[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    /// <summary>The time; without one, now.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    /// <summary>The time as seconds since 1970.</summary>
    [Parameter]
    [Alias("UnixTime")]
    public long? UnixTimeSeconds { get; set; }

    /// <summary>Another year.</summary>
    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    /// <summary>Another month.</summary>
    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    /// <summary>Another day of the month.</summary>
    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    /// <summary>Another hour.</summary>
    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    /// <summary>Another minute.</summary>
    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    /// <summary>Other seconds.</summary>
    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    /// <summary>The form of the text; without it the result is a time, not a text.</summary>
    [Parameter]
    public string? Format { get; set; }

    /// <summary>Whether the time is turned into UTC.</summary>
    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var time = Changed(UnixTimeSeconds is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).LocalDateTime
            : Date ?? DateTime.Now);
        if (AsUTC) time = time.ToUniversalTime();
        if (Format is null) WriteObject(time);
        else WriteObject(time.ToString(Pattern(Format), CultureInfo.CurrentCulture));
    }

    private DateTime Changed(DateTime time)
    {
        if (Year is { } year) time = time.AddYears(year - time.Year);
        if (Month is { } month) time = time.AddMonths(month - time.Month);
        if (Day is { } day) time = time.AddDays(day - time.Day);
        if (Hour is { } hour) time = time.AddHours(hour - time.Hour);
        if (Minute is { } minute) time = time.AddMinutes(minute - time.Minute);
        return Second is { } second ? time.AddSeconds(second - time.Second) : time;
    }

    // PowerShell's own names for forms that file names can have.
    private static string Pattern(string format) => format switch
    {
        "FileDate" => "yyyyMMdd",
        "FileDateTime" => "yyyyMMddTHHmmssffff",
        _ => format,
    };
}
