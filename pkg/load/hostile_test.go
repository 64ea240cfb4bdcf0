package load

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// After a syntax error the fault is named where it is, and the entries before
// it are kept; nothing is said of what could not be read.
func TestSyntaxErrorKeepsWhatStandsBefore(t *testing.T) {
	const before = inventoryHead + "systems:\n  - id: a\n    name: A\n    room: 1\n    dependsOn: [c]\n"
	const after = "  - id: c\n    name: C\n    room: 1\n"
	tests := []struct {
		name, entry, want string
	}{
		{"tab", "  - id: b\n\tname: B\n", "E 9:1 syntax"},
		{"bad indent", "  - id: b\n   name: B\n    room: 1\n", "E 9:4 syntax"},
		{"open quote", "  - id: b\n    name: \"B\n    room: 1\n", "E 9:5 syntax"},
		{"open bracket", "  - id: b\n    dependsOn: [a, b\n    room: 1\n", "E 9:5 syntax"},
		{"two colons", "  - id: b\n    name: B: C\n", "E 9:12 syntax"},
		{"bad escape", "  - id: b\n    name: \"\\d\"\n", "E 9:12 syntax"},
		{"at sign", "  - id: b\n    name: @b\n", "E 9:5 syntax"},
		{"unknown alias", "  - id: b\n    name: *b\n", "E 9:5 syntax"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := one(before + test.entry + after)
			if got := brief(b.Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if n := len(b.Inventory.Systems); n != 1 {
				t.Errorf("%d systems kept, want 1", n)
			}
			if b.Inventory.SetAside != 2 {
				t.Errorf("%d set aside, want 2", b.Inventory.SetAside)
			}
			saysEverything(t, b.Findings)
		})
	}
}

// Bytes that may not stand in a file are named once each, spoil the texts they
// stand in, and nothing else.
func TestUnfitBytes(t *testing.T) {
	const head = inventoryHead + "systems:\n  - {id: a, name: A, room: 1}\n"
	tests := []struct {
		name, rest, want string
		kept, aside      int
	}{
		{"invalid UTF-8", "  - {id: b, name: \"\xc0\xe5\", room: 1}\n", "E 5:20 invalid-utf8", 1, 1},
		{"NUL", "  - {id: b, name: B\x00, room: 1}\n", "E 5:20 control-character", 1, 1},
		{"escape", "  - {id: b, name: \"B\x1b[0m\", room: 1}\n", "E 5:21 control-character", 1, 1},
		{"bad byte in a comment", "  - {id: b, name: B, room: 1} # \xff\n", "E 5:33 invalid-utf8", 2, 0},
		{"change of direction", "  - {id: b, name: \"B\u202e\", room: 1}\n", "E 5:19 control-character", 1, 1},
		{"CR LF", "  - {id: b, name: B, room: 1}\r\n  - {id: c, name: C, room: 1}\r\n", "", 3, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := one(head + test.rest)
			if got := brief(b.Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if n := len(b.Inventory.Systems); n != test.kept || b.Inventory.SetAside != test.aside {
				t.Errorf("%d kept, %d set aside, want %d, %d", n, b.Inventory.SetAside, test.kept, test.aside)
			}
		})
	}
}

// A byte order mark shifts no column, and line ends of other systems no line.
func TestPlacesUnderOtherConventions(t *testing.T) {
	for name, data := range map[string]string{
		"BOM":   "\uFEFF" + inventoryHead + "x: 1\n",
		"CR LF": strings.ReplaceAll(inventoryHead+"x: 1\n", "\n", "\r\n"),
		"CR":    strings.ReplaceAll(inventoryHead+"x: 1\n", "\n", "\r"),
	} {
		b := one(data)
		if got := brief(b.Findings); got != "E 3:1 unknown-key" {
			t.Errorf("%s: %s", name, got)
		} else if b.Findings[0].Source != "x: 1" {
			t.Errorf("%s: source %q", name, b.Findings[0].Source)
		}
	}
}

// What is made to break a reader gives findings, soon.
func TestHostileFiles(t *testing.T) {
	bomb := inventoryHead + "labels:\n  - &a [x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += "  - &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 8) + "]\n"
	}
	bomb += "systems: *j\n"
	for name, data := range map[string]string{
		"alias bomb":       bomb,
		"deep flow":        inventoryHead + "systems: " + strings.Repeat("[", 50_000),
		"deep blocks":      inventoryHead + "systems: " + strings.Repeat("- ", 50_000),
		"deep mapping":     inventoryHead + "systems: " + strings.Repeat("{a: ", 5_000) + strings.Repeat("}", 5_000),
		"huge scalar":      inventoryHead + "systems: [{id: a, name: " + strings.Repeat("x", 1<<20) + "}]",
		"huge key":         inventoryHead + strings.Repeat("x", 1000) + ": 1",
		"many faults":      inventoryHead + "systems:\n" + strings.Repeat("  - 1\n", 20_000),
		"only NULs":        strings.Repeat("\x00", 4096),
		"complex key":      inventoryHead + "? [a]\n: b\n",
		"UTF-16":           "\xff\xfea\x00p\x00i\x00",
		"unclosed":         inventoryHead + "systems: [{id: \"",
		"directive":        "%YAML 9.9\n---\n" + inventoryHead,
		"document markers": strings.Repeat("---\n", 10_000) + "x",
	} {
		t.Run(name, func(t *testing.T) {
			b := one(data)
			if !b.Findings.Errors() {
				t.Error("no error found")
			}
			if n := len(b.Findings); n > maxFindings+1 {
				t.Errorf("%d findings", n)
			}
			for _, f := range b.Findings {
				for _, arg := range f.Args {
					if s, ok := arg.(string); ok && utf8.RuneCountInString(s) > 100 {
						t.Errorf("%s says %d characters", f.Rule, len(s))
					}
				}
			}
		})
	}
}

// Whatever the bytes are, reading ends without a panic, and every finding
// stands in the file.
func FuzzParse(f *testing.F) {
	f.Add([]byte(inventoryHead + "systems:\n  - {id: a, name: {ko: 가, en: A}, tier: 1, dependsOn: [a, {id: b, soft: true}]}\n"))
	f.Add([]byte(inventoryHead + "defaults:\n  - where: |\n      tier == 1 && x\n    dependsOn: []\n"))
	f.Add([]byte("apiVersion: bokgu/v1\nkind: Playbook\nmetadata: {name: x}\nsteps:\n  - id: assess\n    opens: 'hours >'\n    tasks: [{id: t, title: T, watch: {1: 3h}, do: {confirm: true}}]\n"))
	f.Add([]byte("apiVersion: bokgu/v1\nkind: Workspace\ninventory: [a]\nmirrors: [{path: b}]\n"))
	f.Add([]byte(drillHead + "injects: [{at: 2025-09-27T00:00:00Z, down: 'tier == 1'}]\nexpect: [{id: a, that: 'tierBack(1) > 0', by: 1h}]\n"))
	f.Add([]byte("a: &x [*x]\n\xff\x00\t- \"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := Parse([]File{{Name: "f.yaml", Data: data}})
		if b.Inventory == nil {
			t.Fatal("no inventory")
		}
		for _, found := range b.Findings {
			if found.Rule == "" || found.Place.Line < 1 || found.Place.Column < 1 {
				t.Errorf("%+v", found)
			}
		}
	})
}
