namespace ChuanKhuy.Core.Text;

/// <summary>Letters that are spoken alike and so written one for another.</summary>
static class ThaiSound
{
    /// <summary>The commonest letter of the same sound.</summary>
    public static char Of(char c) => c switch
    {
        'ใ' => 'ไ',
        'ศ' or 'ษ' => 'ส',
        'ณ' => 'น',
        'ญ' => 'ย',
        'ฎ' => 'ด',
        'ฏ' => 'ต',
        'ฑ' or 'ฒ' or 'ธ' => 'ท',
        'ฐ' => 'ถ',
        'ภ' => 'พ',
        'ฆ' => 'ค',
        'ฬ' => 'ล',
        'ๅ' => 'า',
        _ => c,
    };
}
