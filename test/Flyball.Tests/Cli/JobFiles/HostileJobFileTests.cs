using System.Text;
using CsCheck;
using Flyball.Cli.JobFiles;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>Whatever a file holds, it gives jobs or is refused with what is wrong.</summary>
public sealed class HostileJobFileTests
{
    static readonly (string Name, byte[] Text)[] s_sound =
    [
        ("a.yaml", """
            # yaml-language-server: $schema=jobs.schema.json
            resources: { licence: 2, gpu: { count: 2, indexed: true } }
            groups:
              encode: 2
            defaults: { retries: { attempts: 2, delay: 1s..5m } }
            jobs:
              - name: fetch
                command: |
                  curl -O "http://host/x"
                  cat <<E
              - name: "encode-{size}-{preset}"
                command: [ffmpeg, -i, 'in é.mkv', "out-{size}\t\u00e9\U0001F600.mkv"]
                matrix: { size: [480, 720], preset: [fast, slow], include: [{ size: 1080, preset: slow }], exclude: [{ size: 480 }] }
                after: { fetch: any }
                request: { cores: 2, memory: 1G, duration: 10m, gpu: 1 }
                priority: -5
                environment: { A: b, B: null, C: ~ }
                timeout: 300%
                group: [encode]
              - steps:
                  - command: make
                  - { command: make test, request: { cores: .5e1 }, timeout: 10m }
                after: [encode-720-fast, fetch]
            ...
            """u8.ToArray()),
        ("a.json", """
            {"resources": {"licence": 2, "gpu": {"count": 2, "indexed": true}},
             "groups": {"encode": 2}, "defaults": {"retries": 2},
             "jobs": [{"name": "fetch", "command": "curl \u00e9\ud83d\ude00"},
              {"name": "encode", "command": ["ffmpeg", "é"], "matrix": {"size": [480, 1.50], "include": [{"size": true}]},
               "after": {"fetch": "failure"}, "request": {"cores": 1e0, "licence": 1}, "environment": {"A": null}},
              {"steps": [{"command": "make"}], "after": ["encode-480"]}]}
            """u8.ToArray()),
        ("a.jsonl", """
            {"resources": {"licence": 2}, "groups": {"encode": 2}}
            {"name": "fetch", "command": "curl \u00e9\ud83d\ude00", "group": "encode"}

            {"name": "encode", "command": ["ffmpeg", "é"], "matrix": {"size": [480, 1.50]}, "after": "fetch", "request": {"licence": 2}}
            {"steps": [{"command": "make", "timeout": "1h"}], "after": ["encode-480"], "retries": {"attempts": 3}}
            """u8.ToArray()),
    ];

    static readonly string[] s_names = ["a.yaml", "a.json", "a.jsonl", "-"];

    static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ":", ": ", "- ", "? ", ",", "\n", "\r", "\t", "  ", "'", "\"", "|", ">", "&a ", "*a", "!!int ", "!x ", "%YAML 9.9\n", "%TAG ! x\n", "---\n", "...\n", "# ", "@", "`", "<<: ",
            "null", "true", "-1", "1e999", "99999999999999999999", ".nan", "\\", "\\u", "\\ud800", "\\x", "\\U00110000", "\0", "\u0085", "\u2028", "\uFEFF", "{size}", "after: encode-480", "jobs", "job-1",
            "command", "\"command\": ", "matrix", "|9", ">-+", "|0", "[[[[[[[[", "{{{{{{{{", "<%",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    /// <summary>A change: which way, where (two places), and which token or byte.</summary>
    static readonly Gen<(int Way, int At, int To, int Token)[]> s_changes = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 16]).Array[1, 4];

    public static TheoryData<int> Files => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_gives_jobs_or_is_refused(int file) => s_changes.Sample(changes =>
    {
        byte[] text = s_sound[file].Text;
        foreach ((int way, int at, int to, int token) in changes) text = Change(text, way, at, to, token);
        Take(text, s_sound[file].Name);
    }, iter: 4_000);

    [Fact]
    public void Any_tokens_give_jobs_or_are_refused() => Gen.Select(Gen.Int[0, s_tokens.Length - 1].Array[0, 30], Gen.Int[0, 3])
        .Sample((tokens, name) => Take([.. tokens.SelectMany(token => s_tokens[token])], s_names[name]), iter: 5_000);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_cut_gives_jobs_or_is_refused(int file)
    {
        for (int length = 0; length < s_sound[file].Text.Length; length++) Take(s_sound[file].Text[..length], s_sound[file].Name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_sound_files_are_sound(int file) => JobText.Read(s_sound[file].Text, s_sound[file].Name).Jobs.Length.ShouldBeGreaterThan(2);

    static void Take(byte[] text, string name)
    {
        try
        {
            JobFile file = JobText.Read(text, name);
            file.Order.Length.ShouldBe(file.Jobs.Length);
            file.Jobs.Select(job => job.Name).Distinct().Count().ShouldBe(file.Jobs.Length);
            file.Jobs.ShouldAllBe(job => job.Steps.Length > 0);
        }
        catch (JobFileException wrong)
        {
            wrong.Problems.Length.ShouldBeGreaterThan(0);
        }
    }

    static byte[] Change(byte[] text, int way, int at, int to, int token)
    {
        if (text.Length == 0) return s_tokens[token % s_tokens.Length];
        (at, to) = (at % text.Length, to % text.Length);
        switch (way)
        {
            case 0: return text[..at];
            case 1:
                byte[] flipped = [.. text];
                flipped[at] = (byte)token;
                return flipped;
            case 2: return [.. text[..at], .. s_tokens[token % s_tokens.Length], .. text[at..]];
            case 3: return [.. text[..Math.Min(at, to)], .. text[Math.Max(at, to)..]];
            case 4:
                Range line = LineAt(text, at);
                return [.. text[..line.Start], .. text[line.End..]];
            case 5:
                byte[] copy = text[LineAt(text, at)];
                int start = LineAt(text, to).Start.Value;
                return [.. text[..start], .. copy, .. text[start..]];
            default:
                byte[] moved = [.. text];
                (moved[at], moved[to]) = (moved[to], moved[at]);
                return moved;
        }
    }

    static Range LineAt(byte[] text, int at)
    {
        int start = text.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        int length = text.AsSpan(at).IndexOf((byte)'\n');
        return start..(length < 0 ? text.Length : at + length + 1);
    }
}
