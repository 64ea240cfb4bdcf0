package load

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"testing"

	"gopkg.in/yaml.v3"
)

// estate is a synthetic inventory of n systems in the proportions of a large
// centre: four tiers, eight rooms, shared gear by room, some needs between
// systems.
func estate(n int) []byte {
	var b bytes.Buffer
	b.WriteString(inventoryHead + "rooms:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {id: \"%d\", site: daejeon, floor: %d}\n", r, r/2+2)
	}
	b.WriteString("agencies: [{id: agency, name: {ko: 기관, en: Agency}, dutyRoom: \"042-000-0000\"}]\ndefaults:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {where: 'class == \"service\" && room == \"%d\"', dependsOn: [gear-%d]}\n", r, r)
	}
	b.WriteString("systems:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {id: gear-%d, name: {ko: 장비 %d, en: Gear %d}, class: infrastructure, room: \"%d\"}\n", r, r, r, r)
	}
	for i := range n {
		fmt.Fprintf(&b, "  - id: system-%d\n    name: {ko: 시스템 %d, en: System %d}\n    tier: %d\n    dr: backup\n    agency: agency\n    site: daejeon\n    room: \"%d\"\n    public: %t\n", i, i, i, i%4+1, i%8, i%3 == 0)
		if i > 10 && i%3 == 0 {
			fmt.Fprintf(&b, "    dependsOn: [system-%d, {id: system-%d, soft: true}]\n", i/2, i/3)
		}
		b.WriteString("    recovery: [restart, restore-backup]\n    continuity: {kind: counter, means: {ko: 창구 방문, en: visit the counter}}\n    labels: {synthetic: \"true\"}\n")
	}
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{647, 10_000} {
		data := estate(n)
		b.Run(fmt.Sprintf("nodes only/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				decoder := yaml.NewDecoder(bytes.NewReader(data))
				for {
					var node yaml.Node
					if err := decoder.Decode(&node); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("load and check/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if bundle := Parse([]File{{Name: "estate.yaml", Data: data}}); bundle.Findings.Errors() {
					b.Fatal(brief(bundle.Findings))
				}
			}
		})
	}
}

// plainEstate is n systems with two needs each, in so many files.
func plainEstate(n, files int) []File {
	var made []File
	for f := range files {
		var b bytes.Buffer
		b.WriteString(inventoryHead + "systems:\n")
		for i := n * f / files; i < n*(f+1)/files; i++ {
			fmt.Fprintf(&b, "  - id: system-%d\n    name: {ko: 시스템 %d, en: System %d}\n    tier: %d\n    agency: agency\n    site: daejeon\n    room: \"%d\"\n    dependsOn: [system-%d, system-%d]\n", i, i, i, i%4+1, i%8, i/2, i/3)
		}
		made = append(made, File{Name: fmt.Sprintf("f%d.yaml", f), Data: b.Bytes()})
	}
	return made
}

// Large inventories: decoding alone, the list as a whole, in parts, and in a
// folder of files. B/op is what was allocated in all, not at one time.
func BenchmarkParseLarge(b *testing.B) {
	const n = 100_000
	single, folder := plainEstate(n, 1), plainEstate(n, 8)
	b.Run("nodes only", func(b *testing.B) {
		b.SetBytes(int64(len(single[0].Data)))
		for b.Loop() {
			if _, err := decode(single[0].Data); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, how := range []struct {
		name     string
		files    []File
		partSize int
	}{{"whole", single, math.MaxInt}, {"parts", single, partSize}, {"folder, whole", folder, math.MaxInt}, {"folder, parts", folder, partSize}} {
		b.Run(how.name, func(b *testing.B) {
			b.SetBytes(int64(len(single[0].Data)))
			for b.Loop() {
				if bundle := parseBy(how.files, how.partSize, extras{}); len(bundle.Inventory.Systems) != n {
					b.Fatal(len(bundle.Inventory.Systems))
				}
			}
		})
	}
}
