using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>The six shelves of the library. Source: the project's plan, tool 2.</summary>
public enum Category { Manual, Case, Technique, Law, Faq, Tool }

/// <summary>The four forms of short pieces. Source: the project's plan, tool 1.</summary>
public enum Format { Tips, Howto, Senior, Quick }

/// <summary>The names of shelves and forms, and a first guess of them from the words of an item.</summary>
public static class Categories
{
    public static string Thai(this Category category) => category switch
    {
        Category.Manual => "คู่มือการปฏิบัติงาน",
        Category.Case => "กรณีศึกษาความสำเร็จ",
        Category.Technique => "เทคนิคการทำงานในพื้นที่",
        Category.Law => "ข้อกฎหมายและระเบียบที่เกี่ยวข้อง",
        Category.Faq => "FAQ และแนวทางแก้ปัญหา",
        _ => "เครื่องมือและเทมเพลต",
    };

    public static string Thai(this Format format) => format switch
    {
        Format.Tips => "Tips & Tricks",
        Format.Howto => "How-to",
        Format.Senior => "เกร็ดความรู้จากพี่สู่น้อง",
        _ => "Quick solutions",
    };

    /// <summary>The form a shelf's pieces usually have; the coordinator's to change.</summary>
    public static Format Usual(this Category category) => category switch
    {
        Category.Manual => Format.Howto,
        Category.Case => Format.Senior,
        Category.Faq => Format.Quick,
        _ => Format.Tips,
    };

    /// <summary>A shelf by its English or Thai name; null when it is none.</summary>
    public static Category? Read(string text) => Pick<Category>(text, Thai);

    /// <summary>A form by its English or Thai name; null when it is none.</summary>
    public static Format? ReadFormat(string text) => Pick<Format>(text, Thai);

    static T? Pick<T>(string text, Func<T, string> thai) where T : struct, Enum
    {
        var name = ThaiText.Normalise(text);
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase) || ThaiText.Normalise(thai(value)) == name) return value;
        return null;
    }

    static readonly (Category Category, double Weight, Cue[] Cues)[] Table =
    [
        (Category.Law, 1.5, Cue.List("ระเบียบ กฎหมาย พ.ร.บ. พรบ พระราชบัญญัติ มาตรา ประกาศกรม หลักเกณฑ์ ข้อบังคับ กฎกระทรวง มีความผิด ผิดวินัย ผู้มีส่วนได้เสีย ผลประโยชน์ทับซ้อน กำหนดว่า กำหนดไว้ว่า ข้อกฎหมาย ตามกฎหมาย หนังสือสั่งการ โทษปรับ คุ้มครองข้อมูล")),
        (Category.Law, 0.6, Cue.List("ห้าม ต้องไม่ วงเงิน ไม่เกิน เท่านั้น เด็ดขาด หลักการ คณะกรรมการ สัญญา อายุความ คุณสมบัติ ไม่น้อยกว่า ภายใน เกินกำหนด ต้องมี มีสิทธิ สิทธิ์ ผู้มีสิทธิ")),
        (Category.Manual, 1.2, Cue.List("ขั้นตอน ขั้นแรก ขั้นที่ ข้อแรก ข้อหนึ่ง ข้อสอง ข้อสาม จากนั้น เริ่มจาก ปฏิทิน สัปดาห์แรก สัปดาห์ที่ ลำดับ อันดับแรก วิธีทำ หลังจากนั้น ต่อจากนั้น เสร็จแล้ว ตั้งแต่ต้น")),
        (Category.Manual, 0.5, Cue.List("แล้วค่อย แล้วส่ง แล้วทำ รายงาน เสนอ ตรวจ บันทึก จัดทำ ดำเนินการ ลงตรวจ ยังไง")),
        (Category.Case, 1.1, Cue.List("ตอนแรก ตอนนั้น เมื่อก่อน สมัยก่อน ผ่านไป ปรากฏว่า บทเรียน จนได้ ยอดขาย รายได้เพิ่ม มีรายได้ ปัจจุบัน เรื่องดี เรื่องเล่า เล่าเรื่อง สำเร็จ จนครบ ปีที่แล้ว ปีแรก เดือนแรก ต่อมา พลิก รางวัล เขายอม กรณี เคยเจอ เกิดขึ้น")),
        (Category.Case, 0.5, Cue.List("กลายเป็น เดือนละ ได้กำไร เพิ่มจาก สำเร็จ เปลี่ยน รายได้ ขายได้ ทุกวันนี้")),
        (Category.Technique, 1.2, Cue.List("เทคนิค เคล็ดลับ ทำยังไงให้ ทำอย่างไรให้ ชวนคุย นั่งคุย พูดคุย ไว้ใจ เชื่อใจ ซื้อใจ เข้าใจเขา ความรู้สึก เปิดใจ ชวนชาวบ้าน ชวนเขา คุยกับชาวบ้าน เข้าหา ให้เกียรติ ฟังเขา อย่าเพิ่ง ยอมเข้า ร่วมมือ โปร่งใส ไม่มีใครพูด ให้ทุกคนเห็น มีส่วนร่วม ร้องเรียน กลัว")),
        (Category.Technique, 0.5, Cue.List("ชาวบ้าน ชุมชน ในพื้นที่ หมู่บ้าน ผู้นำ ให้เขา คนใน เล่าให้ฟัง")),
        (Category.Faq, 1.2, Cue.List("ปัญหา ขึ้นว่า ไม่ได้เลย แก้ยังไง แก้อย่างไร แก้ไข ทำไม ได้ไหม ได้หรือไม่ ได้หรือเปล่า ส่วนใหญ่เกิดจาก สาเหตุ ถามบ่อย พบบ่อย ถามเรื่อง ติดขัด ค้าง ซ้ำ คำถาม สงสัย ต้องทำยังไง ต้องทำอย่างไร ไม่สำเร็จ ติดต่อไม่ได้ ผิดพลาด error")),
        (Category.Faq, 0.5, Cue.List("ถ้า หาก กรณี ปกติ แจ้ง ตอบ")),
        (Category.Tool, 1.5, Cue.List("แบบฟอร์ม แบบบันทึก แบบตรวจ แบบสอบถาม เช็กลิสต์ เช็คลิสต์ เทมเพลต ไฟล์ ตารางคำนวณ excel เอ็กเซล สูตร แอป โปรแกรม แผ่นเดียว หน้าเดียว กรอก ดาวน์โหลด คิวอาร์ google โปสเตอร์ แผนภาพ เครื่องมือ ออนไลน์ไว้ มีช่อง ช่อง")),
        (Category.Tool, 0.7, Cue.List("เอกสารที่ต้อง สำเนา ต้องเตรียมอะไร พิมพ์ ด้านหน้า ด้านหลัง ลิงก์ คัดลอก")),
    ];

    /// <summary>What an item is most likely about. The question that led to it counts double; a word counts at most twice.</summary>
    internal static Category Guess(Spelled opener, IReadOnlyList<Spelled> sentences)
    {
        const int Most = 2;
        var votes = new double[6];
        foreach (var (category, weight, cues) in Table)
            foreach (var cue in cues)
                votes[(int)category] += weight * (Math.Min(Most, sentences.Count(s => s.Has(cue))) + (opener.Has(cue) ? Most : 0));
        var best = Category.Technique;
        foreach (var category in Enum.GetValues<Category>())
            if (votes[(int)category] > votes[(int)best]) best = category;
        return best;
    }
}
