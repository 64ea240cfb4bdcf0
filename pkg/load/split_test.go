package load

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameInParts reads the data as a whole and in parts of different sizes, and
// compares everything that comes out. It says whether the smallest parts were
// read apart at all.
func sameInParts(t interface {
	Helper()
	Fatalf(string, ...any)
}, data string) bool {
	t.Helper()
	files := []File{{Name: "f.yaml", Data: []byte(data)}}
	whole := parseBy(files, math.MaxInt, extras{})
	for _, size := range []int{1, 30} {
		parts := parseBy(files, size, extras{})
		if got, want := fmt.Sprintf("%+v", parts.Findings), fmt.Sprintf("%+v", whole.Findings); got != want {
			t.Fatalf("parts of %d in\n%q\nfindings %s\nwhole    %s", size, data, got, want)
		}
		a, b := parts.Inventory, whole.Inventory
		if a.SetAside != b.SetAside || len(a.Systems) != len(b.Systems) || len(parts.Playbooks) != len(whole.Playbooks) {
			t.Fatalf("parts of %d in\n%q\n%d systems, %d set aside, whole %d, %d", size, data, len(a.Systems), a.SetAside, len(b.Systems), b.SetAside)
		}
		for i := range a.Systems {
			if !reflect.DeepEqual(a.Systems[i], b.Systems[i]) {
				t.Fatalf("parts of %d in\n%q\nsystem %d: %+v\nwhole %+v", size, data, i, a.Systems[i], b.Systems[i])
			}
		}
	}
	src, _ := newSource(files[0])
	_, apart := splitDocument(src, 1)
	return apart
}

const twoSystems = "systems:\n  - {id: a, name: A, room: 1}\n  - {id: b, name: B, room: 1}\n"

// hostileLists are files with a list of systems that reading in parts might
// take for something else. The last two words say whether it reads them apart.
var hostileLists = []struct {
	name, data string
	apart      bool
}{
	{"plain", inventoryHead + twoSystems, true},
	{"CR LF", strings.ReplaceAll(inventoryHead+twoSystems, "\n", "\r\n"), true},
	{"CR", strings.ReplaceAll(inventoryHead+twoSystems, "\n", "\r"), false},
	{"mixed line ends", inventoryHead + "systems:\n  - {id: a, name: A}\r  - {id: b, name: B}\n  - {id: c, name: C}\n", false},
	{"NEL in a text", inventoryHead + "systems:\n  - {id: a, name: \"A\u0085 B\"}\n  - {id: b, name: B}\n", false},
	{"line separator in a text", inventoryHead + "systems:\n  - {id: a, name: \"A\u2028 B\"}\n  - {id: b, name: B}\n", false},
	{"no line end at the end", inventoryHead + strings.TrimSuffix(twoSystems, "\n"), true},
	{"BOM", "\uFEFF" + inventoryHead + twoSystems, true},
	{"dashes at the key", inventoryHead + "systems:\n- {id: a, name: A}\n- id: b\n  name: B\n", true},
	{"dashes at the key, key after", inventoryHead + "systems:\n- {id: a, name: A}\n- {id: b, name: B}\nsites: [{id: x, bad: 1}]\n", true},
	{"sections behind", inventoryHead + twoSystems + "sites:\n  - {id: x, bad: 1}\nrooms: [{id: y, floor: x}]\n", true},
	{"header behind", twoSystems + "kind: Inventory\napiVersion: bokgu/v2\n", true},
	{"no kind", "apiVersion: bokgu/v1\n" + twoSystems, false},
	{"a playbook", "apiVersion: bokgu/v1\nkind: Playbook\n" + twoSystems, false},
	{"two documents", inventoryHead + twoSystems + "---\n" + inventoryHead + twoSystems, false},
	{"marker in front", "---\n" + inventoryHead + twoSystems, true},
	{"marker behind", inventoryHead + twoSystems + "...\n", true},
	{"marker among dashes at the key", inventoryHead + "systems:\n- {id: a, name: A}\n---\n- {id: b, name: B}\n", false},
	{"section twice", inventoryHead + twoSystems + twoSystems, false},
	{"comments", inventoryHead + "systems: # all\n# one\n\n  # two\n  - id: a # three\n    # four\n    name: A\n# five\n      # six\n  - id: b\n    name: B\n\n  # seven\n# eight\nsites: []\n", true},
	{"comment right at the key", inventoryHead + "systems:# all\n  - {id: a}\n  - {id: b}\n", false},
	{"entries at two indents", inventoryHead + "systems:\n  - {id: a, name: A}\n   - {id: b, name: B}\n  - {id: c, name: C}\n", false},
	{"entry further out", inventoryHead + "systems:\n    - {id: a, name: A}\n  - {id: b, name: B}\n    - {id: c, name: C}\n", false},
	{"blank entries", inventoryHead + "systems:\n  -\n  - {id: b, name: B}\n  -\n\n  -   \n    id: c\n", true},
	{"lists of lists", inventoryHead + "systems:\n  - - {id: a}\n    - b\n  - - c\n", true},
	{"literal block at the boundary", inventoryHead + "systems:\n  - id: a\n    name: |+\n      A\n\n\n  - id: b\n    name: >\n  - {id: c, name: C}\n", true},
	{"block as an entry", inventoryHead + "systems:\n  - |\n   x\n  - >2\n     y\n", true},
	{"block with dashes in it", inventoryHead + "systems:\n  - id: a\n    name: |\n      x\n      - y\n  - {id: b, name: B}\n", true},
	{"plain text of two lines", inventoryHead + "systems:\n  - id: a\n    name: A\n      and more\n  - id: b\n    name: B\n     - C\n", true},
	{"plain text as entry", inventoryHead + "systems:\n  - a\n    b\n  - c\n   d\n", true},
	{"quoted text over entries", inventoryHead + "systems:\n  - {id: a, name: \"A\n  - B\"}\n  - {id: b, name: 'B\n  - C'}\n", false},
	{"quoted text over the end", inventoryHead + "systems:\n  - {id: a, name: A}\n  - {id: b, name: \"B\nsites: C\"}\n", false},
	{"quoted text over the key", inventoryHead + "sites: \"x\nsystems:\n  - {id: a}\n  - {id: b}\n\"\n", false},
	{"block over the key", inventoryHead + "metadata:\n  name: |\n    x\nsystems:\n  - {id: a}\n  - {id: b}\n", true},
	{"flow over entries", inventoryHead + "systems:\n  - {id: a,\n  - name: A}\n  - {id: b}\n", false},
	{"flow over lines", inventoryHead + "systems:\n  - {id: a,\nname: A}\n  - {id: b, name: B}\n", false},
	{"flow over deeper lines", inventoryHead + "systems:\n  - {id: a,\n   name: A,\n   dependsOn: [\n     b]}\n  - {id: b, name: B}\n", true},
	{"flow list", inventoryHead + "systems: [{id: a, name: A}, {id: b, name: B}]\n", false},
	{"bracket open before", inventoryHead + "sites: [{id: x\nsystems:\n  - {id: a}\n  - {id: b}\n", false},
	{"anchor and alias in one entry", inventoryHead + "systems:\n  - {id: &x a, name: *x}\n  - {id: b, name: B}\n", true},
	{"anchor and alias in two entries", inventoryHead + "systems:\n  - {id: &x a, name: A}\n  - {id: b, name: *x}\n", false},
	{"anchor before", inventoryHead + "sites: [{id: &x s}]\nsystems:\n  - {id: a, name: *x}\n  - {id: b, name: B}\n", false},
	{"alias behind", inventoryHead + "systems:\n  - {id: &x a, name: A}\n  - {id: b, name: B}\nsites: [{id: *x}]\n", false},
	{"anchor at the section", inventoryHead + "systems: &x\n  - {id: a, name: A}\n  - {id: b, name: B}\n", false},
	{"merge key", inventoryHead + "systems:\n  - {<<: {id: a}, name: A}\n  - {id: b, name: B}\n", true},
	{"tags", inventoryHead + "systems:\n  - !!map {id: a, name: !x A}\n  - {id: b, name: B}\n", true},
	{"tag directive", "%TAG !x! tag:x,2025:\n---\n" + inventoryHead + "systems:\n  - {id: a, name: !x!y A}\n  - {id: b, name: B}\n", false},
	{"directive", "%YAML 1.1\n---\n" + inventoryHead + twoSystems, true},
	{"tabs", inventoryHead + "systems:\n  -\tid: a\n  - {id: b,\tname: B}\n\t- {id: c}\n", false},
	{"tab after a dash", inventoryHead + "systems:\n  - {id: a, name: A}\n  -\t{id: b, name: B}\n", false},
	{"tab in a blank line", inventoryHead + "systems:\n  - {id: a, name: A}\n\t\n  - {id: b, name: B}\n", false},
	{"complex keys", inventoryHead + "systems:\n  - ? id\n    : a\n  - ? [x]\n  - {id: b, name: B}\n", true},
	{"syntax error", inventoryHead + "systems:\n  - {id: a, name: A}\n  - id: b\n   name: B\n  - {id: c, name: C}\n", false},
	{"key without colon", inventoryHead + "systems:\n  - id: a\n    name\n  - {id: b, name: B}\n", false},
	{"unfit bytes", inventoryHead + "systems:\n  - {id: a, name: \"\xc0\x00\"}\n  - {id: b, name: \"\x1b\"}\n", true},
	{"what goes wrong in entries", inventoryHead + "systems:\n  - {id: a, name: A, tier: 5, dependsOn: [z]}\n  - {id: a, nmae: B}\n  - {id: c, name: C, name: D, dependsOn: [c, a]}\n  - {id: T1, name: E, recovery: [rstart], room: 1}\n  - {id: f, name: F, dependsOn: [g]}\n  - {id: g, name: G, dependsOn: [f]}\n", true},
	{"too many findings", inventoryHead + "x: 1\nsystems:\n" + strings.Repeat("  - {a: 1, a: 2}\n", 600) + "y: 1\n", true},
}

// Reading a list in parts gives what reading it as a whole gives, and every
// finding the same place.
func TestPartsAreReadAsTheWhole(t *testing.T) {
	for _, test := range hostileLists {
		t.Run(test.name, func(t *testing.T) {
			if apart := sameInParts(t, test.data); apart != test.apart {
				t.Errorf("read apart %v, want %v", apart, test.apart)
			}
		})
	}
	if !sameInParts(t, string(estate(40))) {
		t.Error("an ordinary list is not read apart")
	}
}

// The same of whatever lines of YAML happen to stand together.
func TestPartsOfRandomLists(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		indent := rapid.SampledFrom([]int{0, 1, 2, 2, 2, 2, 3, 4, 4, 4, 6}).Draw(t, "indent")
		return strings.Repeat(" ", indent) + rapid.SampledFrom([]string{
			"- {id: a, name: A}", "- id: b", "- id: c", "- id: d # x", "name: B", "name: 'C", "d'", "name: \"D", "e\"",
			"name: |", "name: >-", "name: |+", "text", "more: text", "- x", "-", "- - y", "- |", "# comment", "", "\t",
			"dependsOn: [a,", "b]", "dependsOn:", "- {id: a, soft: true}", "labels: {", "x: y}", "&x id: e", "name: *x",
			"? f", ": g", "---", "...", "systems:", "sites:", "rooms: [{id: r}]", "!t name: H", "room: 1", "tier: 9", "- \"", "- 'i",
			"- [", "]", "- {", "}", "- ? j", "name: k: l", "<<: m",
		}).Draw(t, "text") + rapid.SampledFrom([]string{"\n", "\n", "\n", "\n", "\n", "\r\n"}).Draw(t, "end")
	})
	entry := rapid.SampledFrom([]string{
		"  - {id: a, name: A, room: 1}\n", "  - id: b\n    name: |\n      B\n\n", "  - id: c\n    # why\n    name: 'C\n      d'\r\n",
		"  -\n    id: d\n    name: D\n    dependsOn: [a,\n     b]\n", "# all\n  - {id: e, nmae: E}\n", "  - x\n    y\n", "  - {id: &f f, name: *f}\n\n",
		"  - id: a\n    name: G\n    dependsOn:\n      - a\n    -\n", "  - id: h\n    name: H\n    dependsOn:\n    - {id: a, soft: true}\n",
	})
	apart, of := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		data := inventoryHead + rapid.SampledFrom([]string{"", "metadata: {name: x}\n", "sites: [{id: &x s}]\n", "# x\n"}).Draw(t, "before") + "systems:\n"
		some := rapid.OneOf(entry, entry, entry, entry, line)
		if rapid.Bool().Draw(t, "wild") {
			some = line
		}
		for _, text := range rapid.SliceOfN(some, 2, 14).Draw(t, "lines") {
			data += text
		}
		of++
		if sameInParts(t, data) {
			apart++
		}
	})
	t.Logf("%d of %d were read apart", apart, of)
}

// Whatever the bytes are, parts give what the whole gives.
func FuzzParts(f *testing.F) {
	for _, test := range hostileLists {
		f.Add([]byte(test.data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 4<<10 {
			sameInParts(t, string(data))
			sameInParts(t, inventoryHead+"systems:\n  - {id: a, name: A}\n"+string(data)+"\n  - {id: b, name: B}\n")
		}
	})
}

// A long file is read in parts, and its findings have their lines.
func TestLongFilesAreReadInParts(t *testing.T) {
	data := estate(3000)
	lines := strings.Count(string(data), "\n")
	data = append(data, "  - {id: odd, room: 1, nmae: Odd}\n  - {id: system-5, name: Again, room: 1}\n  - {id: last, name: Last, room: 1, dependsOn: [nothing]}\n"...)
	src, _ := newSource(File{Name: "f.yaml", Data: data})
	if doc, ok := splitDocument(src, partSize); !ok || len(doc.split.readers) < 2 {
		t.Fatal("the list is not read in parts")
	}
	b := one(string(data))
	want := fmt.Sprintf("E %[1]d:5 missing-key\nE %[1]d:24 unknown-key\nE %[2]d:10 duplicate-id +", lines+1, lines+2)
	if got := brief(b.Findings); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, fmt.Sprintf("E %d:49 unknown-system", lines+3)) {
		t.Errorf("findings:\n%s", got)
	}
	if b.Inventory.SetAside != 2 || len(b.Inventory.Systems) != 3009 {
		t.Errorf("%d set aside of %d", b.Inventory.SetAside, len(b.Inventory.Systems))
	}
}

// Several files with long lists make one inventory, in the order of the files.
func TestLongFilesOfAFolder(t *testing.T) {
	files := append(plainEstate(60, 3), File{Name: "bad.yaml", Data: []byte(inventoryHead + "systems:\n  - {id: system-9, name: A, room: 1}\n  - {id: z, name: Z, room: 1, dependsOn: [system-59, y]}\n")})
	whole, parts := parseBy(files, math.MaxInt, extras{}), parseBy(files, 200, extras{})
	if got, want := fmt.Sprintf("%+v", parts.Findings), fmt.Sprintf("%+v", whole.Findings); got != want {
		t.Errorf("findings %s\nwhole    %s", got, want)
	}
	if got := brief(whole.Findings); !strings.Contains(got, "E 4:10 duplicate-id +") || whole.Inventory.SetAside != 1 {
		t.Errorf("findings %s", got)
	}
	if !reflect.DeepEqual(parts.Inventory.Systems, whole.Inventory.Systems) || len(parts.Inventory.Systems) != 61 {
		t.Errorf("%d systems, whole %d", len(parts.Inventory.Systems), len(whole.Inventory.Systems))
	}
}
