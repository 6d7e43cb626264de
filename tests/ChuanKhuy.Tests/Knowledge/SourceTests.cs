using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>What transcripts and summaries look like when they come from outside.</summary>
public sealed class SourceTests
{
    [Fact]
    public void Teams_names_the_speaker_in_a_voice_span()
    {
        var unit = Assert.Single(Read("WEBVTT\n\n1f0c-4/1-0\n00:01:02.345 --> 00:01:05.000\n<v สมพร ศรีวิชัย>ต้องมีสำเนาบัตร</v>\n").Units);
        Assert.Equal(("ต้องมีสำเนาบัตร", "สมพร ศรีวิชัย", TimeSpan.FromMilliseconds(62345), 4), (unit.Text, unit.Speaker, unit.From, unit.Line));
    }

    [Fact]
    public void Webex_names_the_speaker_in_the_cue_id() =>
        Assert.Equal("สุภาพร วงศ์สวัสดิ์", Assert.Single(Read("WEBVTT\n\n5 \"สุภาพร วงศ์สวัสดิ์\" (2136705939)\n00:00:25.412 --> 00:00:27.551\nทำตามขั้นตอน\n").Units).Speaker);

    [Theory]
    [InlineData("WEBVTT\n\n01:02.5 --> 01:03.000\nหนึ่ง", "หนึ่ง")] // no hours
    [InlineData("\uFEFFWEBVTT - title\r\n\r\n00:00:01.000 --> 00:00:02.000 align:start position:10%\r\nหนึ่ง\r\n", "หนึ่ง")]
    [InlineData("WEBVTT\n\nNOTE ไม่ใช่คำพูด\nสองบรรทัด\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nหนึ่ง\nสอง", "หนึ่ง สอง")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n<v ก><i>หนึ่ง</i> <c.loud>สอง</c> &amp; <00:00:01.500>สาม</v>", "หนึ่ง สอง & สาม")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n5 < 6 &lt;script&gt;", "5 < 6 <script>")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nหนึ่ง\n", "หนึ่ง")] // SRT
    public void Forms_of_a_cue(string file, string text) => Assert.Equal(text, Assert.Single(Read(file).Units).Text);

    [Fact]
    public void An_empty_cue_keeps_its_number_and_overlapping_ones_their_order()
    {
        var units = Read("WEBVTT\n\n00:01.000 --> 00:09.000\nหนึ่ง\n\n00:02.000 --> 00:03.000\n\n00:02.500 --> 00:04.000\nสาม\n00:05.000 --> 00:06.000\nสี่\n").Units;
        Assert.Equal(["หนึ่ง", "", "สาม", "สี่"], units.Select(unit => unit.Text));
        Assert.Equal([1, 2, 3, 4], units.Select(unit => unit.Number));
    }

    [Fact]
    public void Minutes_are_a_title_and_a_unit_a_line()
    {
        var source = Read("สรุปประชุม\n\nข้อหนึ่ง\n\nข้อสอง: ส่งเอกสาร\n");
        Assert.Equal(("สรุปประชุม", "ข้อหนึ่ง|ข้อสอง: ส่งเอกสาร"), (source.Title, string.Join('|', source.Units.Select(unit => unit.Text))));
        Assert.Equal([3, 5], source.Units.Select(unit => unit.Line));
        Assert.All(source.Units, unit => Assert.Null(unit.Speaker));
    }

    [Fact]
    public void A_plain_transcript_may_name_times_and_speakers()
    {
        var units = Read("[00:01:02] มาลี: เริ่มยังไงคะ\n[00:01:09] สมชาย: เปิดบัญชีก่อน\n[00:01:15] มาลี: ขอบคุณค่ะ\n[00:01:20] สมชาย: ยินดีครับ\n").Units;
        Assert.Equal([("มาลี", "เริ่มยังไงคะ"), ("สมชาย", "เปิดบัญชีก่อน"), ("มาลี", "ขอบคุณค่ะ"), ("สมชาย", "ยินดีครับ")], units.Select(unit => (unit.Speaker!, unit.Text)));
        Assert.Equal(TimeSpan.FromSeconds(69), units[1].From);
    }

    [Theory]
    [InlineData("", "ไม่มีข้อความ")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "ไม่มีข้อความ")]
    [InlineData("<!DOCTYPE html><html><body>สวัสดี</body></html>", "HTML")]
    [InlineData("\n  <HTML>", "HTML")]
    [InlineData("PK\u0003\u0004\0\0\0\u0008", "ไม่ใช่ข้อความ")]
    [InlineData("\u0001\u0002\u0003abc\u0004", "ไม่ใช่ข้อความ")]
    public void What_is_no_transcript_is_refused_with_a_sentence(string file, string because) => Refused(Encoding.UTF8.GetBytes(file), because);

    [Fact]
    public void Pictures_and_other_bytes_are_refused() => Refused([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))], "ไม่ใช่ข้อความ");

    [Fact]
    public void Too_many_lines_are_refused() => Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ก\n", SourceReader.MostUnits + 1))), "20,000");

    [Fact]
    public void Too_many_bytes_are_refused() => Refused(new byte[SourceReader.MostBytes + 1], "5 เมกะไบต์");

    static void Refused(byte[] file, string because) =>
        Assert.Contains(because, Assert.IsType<FileOutcome<Source>.Unreadable>(SourceReader.Read(file, "x")).Problem.Thai, StringComparison.Ordinal);

    [Fact]
    public async Task Twenty_megabytes_are_refused_without_reading_them_all()
    {
        var file = new Endless();
        Assert.IsType<FileOutcome<Source>.Unreadable>(await SourceReader.Read(file, "x.txt", default));
        Assert.InRange(file.Taken, SourceReader.MostBytes, SourceReader.MostBytes + 200_000);
    }

    [Fact]
    public void Thai_Windows_letters_are_read() => Assert.Equal("ก ข", Assert.Single(((FileOutcome<Source>.Taken)SourceReader.Read([0xA1, 0x20, 0xA2], "x.txt")).Value.Units).Text);

    [Property(MaxTest = 500)]
    public bool Any_bytes_have_an_outcome(byte[]? bytes) => SourceReader.Read(bytes ?? [], "x") is not null;

    internal static Source Read(string text) => Assert.IsType<FileOutcome<Source>.Taken>(SourceReader.Read(Encoding.UTF8.GetBytes(text), "x.vtt")).Value;

    /// <summary>A file that never ends.</summary>
    sealed class Endless : Stream
    {
        public long Taken { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Taken += count;
            return count;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Taken; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
