using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Tests.Cards;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Webex;

/// <summary>The same cards as everywhere, as Webex takes them, and a text beside each that says the same.</summary>
public sealed class WebexCardTests
{
    public static TheoryData<string> Names => Deck.Names;

    [Theory, MemberData(nameof(Names))]
    public void Every_card_is_taken_with_whatever_is_in_it(string name)
    {
        foreach (var card in (ICard[])[Deck.Samples[name], Deck.Bare(Deck.Samples[name]), Deck.Full(Deck.Samples[name]), .. Deck.Hostile.Select(text => Deck.With(Deck.Samples[name], text))])
        {
            var (lowered, executes) = (WebexCard.Lower(Card.Bind(card), "ckmark"), FakeMessage.Parts(Card.Bind(card), "Action.Execute").ToList());
            Assert.Null(FakeWebex.Wrong(lowered));
            Assert.Equal(executes.Select(a => $"{a["title"]} {a["verb"]}"), FakeMessage.Parts(lowered, "Action.Submit").Select(a => $"{a["title"]} {a["data"]!["verb"]}"));
            Assert.Equal("ckmark", (string?)lowered["body"]![0]!["id"]);

            var text = WebexText.Of(lowered);
            Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, WebexText.MostBytes);
            Assert.DoesNotContain("<@", text.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
            foreach (var link in FakeMessage.Parts(lowered, "Action.OpenUrl")) Assert.Contains($"({link["url"]})", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_text_says_what_it_is_about_its_facts_its_words_and_its_links()
    {
        var text = WebexText.Of(WebexCard.Lower(Card.Bind(Invite.Answered), "m"));
        Assert.Equal(
            """
            **ชวนร่วม ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเอง พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.**

            คุณอำนวยชวนคุย

            เมื่อ: พฤ. 12 มี.ค. 70 เวลา 13.30-15.00 น.  
            วิทยากร: นางสาวปิ่นฟ้า ใจดี  
            ที่ไหน: ออนไลน์ทาง Webex  
            ที่นั่ง: เหลือ 4 จาก 30 ที่นั่ง  

            คุณตอบไว้ว่า เข้าร่วม

            เปลี่ยนใจได้ แตะปุ่มอื่นได้เลย

            [เข้าห้อง](https://chuankhuy.example.org/join/x)
            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void A_long_text_is_cut_and_keeps_its_links()
    {
        var text = WebexText.Of(WebexCard.Lower(Card.Bind(new Notice("ประกาศ", string.Concat(Enumerable.Repeat("ชวนคุยเรื่องน้ำท่วม ", 500)), Tone.Info)), "m"));
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 7000, WebexText.MostBytes);
        Assert.EndsWith("ชวนคุยเรื่องน้ำท่วม…", text, StringComparison.Ordinal);
        var invite = Invite.Answered with { Speakers = string.Concat(Enumerable.Repeat("ก", 4000)) };
        Assert.EndsWith("[เข้าห้อง](https://chuankhuy.example.org/join/x)", WebexText.Of(WebexCard.Lower(Card.Bind(invite), "m")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_Webex_does_not_draw_is_replaced_by_its_own_second_choice_or_by_its_words()
    {
        var card = (JsonObject)JsonNode.Parse(
            """
            { "type": "AdaptiveCard", "version": "1.5", "refresh": { "action": { "type": "Action.Execute", "verb": "x" } }, "authentication": {}, "body": [
              { "type": "TextBlock", "text": "หัว", "style": "heading", "wrap": true },
              { "type": "Table", "rows": [ { "type": "TableRow", "cells": [ { "type": "TableCell", "items": [ { "type": "TextBlock", "text": "ก" } ] }, { "type": "TableCell", "items": [ { "type": "TextBlock", "text": "ข" } ] } ] } ] },
              { "type": "Rating", "fallback": { "type": "TextBlock", "text": "สี่ดาว", "style": "default" } },
              { "type": "Spinner" },
              { "type": "Container", "style": "accent", "rtl": false, "items": [ { "type": "ActionSet", "actions": [
                { "type": "Action.Execute", "title": "ไป", "verb": "go", "style": "positive", "tooltip": "t", "data": { "a": 1 }, "fallback": { "type": "Action.Submit", "title": "ไป" } },
                { "type": "Action.Fancy", "title": "x" } ] } ] }
            ] }
            """)!;
        Assert.Equal(
            """
            {"type":"AdaptiveCard","version":"1.3","body":[{"type":"TextBlock","text":"หัว","wrap":true,"id":"m"},{"type":"TextBlock","text":"ก · ข","wrap":true},{"type":"TextBlock","text":"สี่ดาว"},{"type":"Container","style":"accent","items":[{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"ไป","data":{"a":1,"verb":"go"}}]}]}]}
            """,
            WebexCard.Lower(card, "m").ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("ชวนคุย วันนี้", 100, "ชวนคุย วันนี้")]
    [InlineData("ชวนคุย วันนี้", 30, "ชวนคุย…")]
    [InlineData("ป้าน้ำ", 12, "ป้า…")]
    [InlineData("เปิดการ์ด", 12, "เปิ…")]
    [InlineData("เปิดการ์ด", 23, "เปิดกา…")]
    [InlineData("น้ำ", 8, "")]
    [InlineData("แก", 5, "")]
    [InlineData("abc\\*def", 7, "abc…")]
    [InlineData("abc\\\\defg", 8, "abc\\\\…")]
    [InlineData("", 10, "")]
    public void Words_are_cut_whole(string text, int bytes, string cut) => Assert.Equal(cut, ThaiText.CutBytes(text, bytes));

    [Property(MaxTest = 1000)]
    public bool Whatever_is_cut_fits_and_every_mark_keeps_its_letter(byte[] letters, byte most)
    {
        const string Letters = "กขคงจชเแโใไะาิีึืุูั็่้๊๋์ำ abc\\*😀👩‍👩‍👧";
        var elements = StringInfo.ParseCombiningCharacters(Letters).Append(Letters.Length).ToArray();
        var text = string.Concat((letters ?? []).Select(b => b % (elements.Length - 1)).Select(i => Letters[elements[i]..elements[i + 1]]));
        var cut = ThaiText.CutBytes(text, most);
        var kept = cut.EndsWith('…') ? cut[..^1] : cut;
        return Encoding.UTF8.GetByteCount(cut) <= most && text.StartsWith(kept, StringComparison.Ordinal)
            && (kept.Length == text.Length || kept.Length == 0 || text[kept.Length..].TrimStart().Length == 0 || StringInfo.ParseCombiningCharacters(text).Contains(kept.Length));
    }
}
