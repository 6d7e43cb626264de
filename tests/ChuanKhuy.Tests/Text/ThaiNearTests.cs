using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Tests.Text;

public sealed class ThaiNearTests
{
    /// <summary>The words of the chat; those on one line mean the same.</summary>
    static readonly string[][] Words =
    [
        ["ช่วยเหลือ", "ช่วยด้วย", "help", "เมนู", "สวัสดี"],
        ["ตาราง", "กิจกรรม", "มีอะไรบ้าง"],
        ["ของฉัน", "ของผม", "ของหนู"],
        ["ลงชื่อเข้าร่วม", "ลงชื่อ", "เช็กชื่อ", "เช็คชื่อ", "เช็กอิน", "เช็คอิน"],
        ["รายงาน", "สรุป"],
        ["เพิ่มกิจกรรม", "สร้างกิจกรรม", "นัดชวนคุย"],
        ["ยกเลิกการส่ง", "หยุดส่ง", "หยุดการส่ง"],
        ["เลื่อน", "เลื่อนกิจกรรม"],
        ["ยกเลิก", "ยกเลิกกิจกรรม"],
        ["ใครยังไม่ตอบ", "ยังไม่ตอบ"],
        ["แก้ลงชื่อ", "แก้การลงชื่อ", "แก้ชื่อ"],
    ];

    public static TheoryData<string, string> Slips => new()
    {
        { "ช่วยเหลือ", "ช่วยเหลื่อ" }, { "ช่วยเหลือ", "ช่วนเหลือ" }, { "ช่วยเหลือ", "ช่วยเหลิอ" }, { "สวัสดี", "สวัดดี" }, { "help", "hlep" }, { "help", "heelp" },
        { "ตาราง", "ตารางง" }, { "ตาราง", "ตารางค" }, { "ตาราง", "ตารา" }, { "ตาราง", "ตราาง" }, { "กิจกรรม", "กิจกรม" },
        { "ของฉัน", "ของฉ้น" }, { "ลงชื่อ", "ลงชือ" }, { "ลงชื่อ", "ลงชื้อ" }, { "เช็กชื่อ", "เชกชื่อ" }, { "เช็กชื่อ", "เช๊กชื่อ" }, { "เช็คชื่อ", "เช๊คชื่อ" },
        { "รายงาน", "รายงาณ" }, { "รายงาน", "รายงาย์น" }, { "รายงาน", "รายาน" }, { "เพิ่มกิจกรรม", "เพิ่มกิจกรรณ" }, { "เพิ่มกิจกรรม", "เพิมกิจกรรม" }, { "เพิ่มกิจกรรม", "เพื่มกิจกรม" },
        { "ยกเลิก", "ยกเลิ้ก" }, { "ยกเลิก", "ยกเิลก" }, { "ใครยังไม่ตอบ", "ไครยังไม่ตอบ" }, { "ใครยังไม่ตอบ", "ใครยังใม่ตอบ" }, { "เลื่อน", "เลือน" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_of_the_finger_is_forgiven(string word, string typed) => Assert.True(Near(word, typed));

    [Theory]
    [InlineData("ตาราง", "ตำรา")]
    [InlineData("ตาราง", "อาหาร")]
    [InlineData("เลื่อน", "เดือน")]
    [InlineData("เลื่อน", "เพื่อน")]
    [InlineData("เลื่อน", "เลือก")]
    [InlineData("ช่วยเหลือ", "รวยเหลือ")]
    [InlineData("หยุดการส่ง", "จุดการส่ง")]
    [InlineData("ลงชื่อ", "ลงมือ")]
    [InlineData("แก้ชื่อ", "ซื้อ")]
    [InlineData("รายงาน", "รายการ")]
    [InlineData("รายงาน", "โรงงาน")]
    [InlineData("กิจกรรม", "กิจการ")]
    [InlineData("สรุป", "สุรา")]
    [InlineData("เมนู", "เมษา")]
    [InlineData("ของผม", "ของดี")]
    [InlineData("ยกเลิก", "ยกเว้น")]
    [InlineData("help", "hello")]
    [InlineData("ตาราง", "")]
    [InlineData("ตาราง", "1234567890")]
    public void Another_word_is_not_a_slip(string word, string typed) => Assert.False(Near(word, typed));

    [Fact]
    public void No_word_of_the_chat_is_near_one_that_means_something_else()
    {
        foreach (var (one, other) in from a in Words from b in Words where a != b from x in a from y in b select (x, y))
            Assert.False(Near(one, other), $"{one} and {other}");
    }

    [Fact]
    public void A_very_long_text_is_near_nothing_and_costs_nothing() => Assert.False(Near("ตาราง", new string('ต', 100_000)));

    static bool Near(string word, string typed) => ThaiNear.Near(ThaiText.Normalise(word), ThaiText.Normalise(typed));
}
