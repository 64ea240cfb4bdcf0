package load

import (
	"testing"
)

// Whatever the bytes are, a look at them ends without a panic, twice the same,
// and every finding stands in the file.
func FuzzLook(f *testing.F) {
	const list = "---\n" + inventoryHead + "metadata: {asOf: 2020-01-01}\nagencies: [{id: x, contacts: [{phone: 1}]}]\nsystems:\n  - {id: a, name: A, tier: 1, dr: server}\n  - {id: b, name: B, tier: 9}\n  - {id: c, name: C, contacts: [{phone: 2}]}\n"
	f.Add([]byte(workspaceHead + "channels: [{title: mail, system: a}]\nmirrors: [.]\ncoverage: {owners: 90%, probes: {tier1-2: 1%}}\nexercised: {every: 1d}\n" + list))
	f.Add([]byte("apiVersion: bokgu/v1\nkind: Exercised\npassed:\n  - {drill: a, at: 2020-01-01, played: {people: [b]}, elsewhere: [a]}\n  - {drill: b, at: x}\n  - {drill: c, at: 2026-01-01, simulated: {runs: 1}, of: {inventory: " +
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, playbook: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}, back: all, except: [c]}\n" + list))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := Parse([]File{{Name: "f.yaml", Data: data}})
		found := b.Judge(seoulNoon(), true).Findings
		if again := b.Judge(seoulNoon(), true).Findings; brief(again) != brief(found) {
			t.Errorf("%s\nand then\n%s", brief(found), brief(again))
		}
		for _, f := range found {
			if f.Rule == "" || f.Place.Line < 1 || f.Place.Column < 1 {
				t.Errorf("%+v", f)
			}
		}
		b.Coverage(seoulNoon())
		b.Digests()
	})
}
