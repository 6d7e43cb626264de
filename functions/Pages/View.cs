using Microsoft.AspNetCore.Components;

namespace ChuanKhuy.Pages;

/// <summary>A page: a record of plain, ready texts in, HTML out. Everything shown is escaped by Razor; no page knows a store or a request.</summary>
public abstract class View<TModel> : ComponentBase
    where TModel : notnull
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;
}
