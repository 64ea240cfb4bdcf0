package cli

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/lang"
)

func TestASystemIsNamedByIDNumberOrBeginningOfItsName(t *testing.T) {
	inv := &inventory.Inventory{Systems: []inventory.System{
		{ID: "post-bank", Name: lang.Text{KO: "우체국 스마트예금", EN: "Post smart deposit"}},
		{ID: "post-mall", Name: lang.Text{KO: "우체국 금융상품몰", EN: "Post mall"}},
		{ID: "post", Name: lang.Text{KO: "우체국", EN: "Korea Post"}},
		{ID: "119", Name: lang.Plain("119 다매체신고")},
	}}
	inv.Resolve()
	r := &run{lang: lang.EN}
	for _, c := range []struct {
		word string
		want int32 // -1: nobody can tell
	}{
		{"post-mall", 1},
		{"2", 1},
		{"119", 3}, // an id wins over a number
		{"우체국 금융", 1},
		{"우체국금융", 1},
		{"Post S", 0},
		{"우체국", 2}, // the whole name wins over beginnings of others
		{"\u110b\u116e\u110e\u1166\u1100\u116e\u11a8 \u1100\u1173\u11b7", 1}, // decomposed
		{"post", 2},
		{"Post", -1},
		{"p", -1},
		{"우", -1},
		{"0", -1},
		{"5", -1},
		{"", -1},
		{"nothing", -1},
	} {
		got, err := r.findSystem(inv, c.word)
		if c.want < 0 {
			if exitCode(err) != exitUsage {
				t.Errorf("%q: %d, %v; want a usage error", c.word, got, err)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%q: %d, %v; want %d", c.word, got, err, c.want)
		}
	}
}
