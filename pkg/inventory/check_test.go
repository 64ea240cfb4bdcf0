package inventory

import (
	"testing"

	"github.com/bokgu/bokgu/pkg/diag"
)

// An id must not read as a call number, a range of them or a task, nor have a
// sign in it that means something where ids are typed.
func TestIdsCanBeSaid(t *testing.T) {
	for id, hint := range map[string]string{
		"1": "bad-id-number", "0118": "bad-id-number", "118-122": "bad-id-number",
		"T31": "bad-id-ref", "A12": "bad-id-ref",
		"../x": "bad-id-sign", `a\b`: "bad-id-sign", "#": "bad-id-sign", "x:y": "bad-id-sign",
		"gov24": "", "3-1동": "", "T": "", "T31b": "", "t31": "", "7-1-a": "", "정부24": "", "1-": "", "-": "", "": "",
	} {
		got := ""
		for _, f := range Check(&Inventory{Systems: []System{{ID: id, Room: "r"}}}) {
			if f.Rule == "bad-id" && f.Severity == diag.Error {
				got = f.Hint.Key
			}
		}
		if got != hint {
			t.Errorf("%q: hint %q, want %q", id, got, hint)
		}
	}
}
