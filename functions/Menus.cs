using ChuanKhuy.Core.People;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The navigation above every page of a signed-in person: what their roles open, and where they are.</summary>
static class Menus
{
    static readonly (string Address, string Name, Door Door)[] All =
    [
        ("/sessions", "กิจกรรม", Door.Coordinators), ("/people", "คน", Door.Keepers), ("/feedback", "ความเห็น", Door.Coordinators), ("/library/desk", "คลังความรู้", Door.Coordinators),
        ("/reports", "รายงาน", Door.Totals), ("/settings", "ตั้งค่า", Door.Keepers), ("/audit", "บันทึกการแก้ไข", Door.Keepers), ("/doctor", "ตรวจระบบ", Door.Admins),
    ];

    public static Menu For(Person person, PathString path)
    {
        var here = path.Value ?? "/";
        var open = All.Where(link => OpenToAttribute.Opens(link.Door, person.Roles)).ToList();
        var coordinates = person.Roles.HasFlag(Roles.Coordinator);
        return new(
        [
            Link("/", coordinates ? "วันนี้" : "หน้าแรก", here == "/"),
            .. open.Select(link => Link(link.Address, link.Name, Under(here, link.Address))),
            .. coordinates ? Array.Empty<MenuLink>() : [Link("/library", "ห้องสมุด", Under(here, "/library"))],
            Link("/me", "ของฉัน", Under(here, "/me")),
        ]);
    }

    static MenuLink Link(string address, string name, bool here) => new(address, name, here);

    static bool Under(string here, string address) => here == address || here.StartsWith($"{address}/", StringComparison.Ordinal);
}
