package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// keysAt lists the keys of the object at a path such as "order.0", in the
// order they are written in.
func keysAt(t *testing.T, text, path string) []string {
	t.Helper()
	raw := json.RawMessage(text)
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' }) {
		if part == "0" {
			var list []json.RawMessage
			if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
				t.Fatalf("%s: no list with entries: %v", path, err)
			}
			raw = list[0]
			continue
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(raw, &object); err != nil || object[part] == nil {
			t.Fatalf("%s: no %s: %v", path, part, err)
		}
		raw = object[part]
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		t.Fatalf("%s: no object", path)
	}
	var keys []string
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// hall is a folder with the synthetic city hall and an incident in it.
func hall(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"bokgu.yaml", "inventory.yaml", "playbook.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata", "hall", name))
		if err != nil {
			t.Fatal(err)
		}
		overwrite(t, filepath.Join(dir, name), data)
	}
	d := driver{t: t, dir: dir}
	d.run("declare", "--id", "fire", "--title", "fire", "--stopped", "true")
	d.run("hold", "place", "--where", `id == "library"`, "--reason", "dust")
	d.run("round", "issue", "--system", "texts", "--override", "test")
	d.run("ask", "now?", "--to", "commander")
	return dir
}

// The keys that scripts may rely on. Another key is a decision, a missing one
// breaks somebody's script.
func TestJSONKeepsItsKeys(t *testing.T) {
	t.Parallel()
	d := driver{t: t, dir: hall(t)}
	tierForecast := "systems unplaced held given p50 p80 p90 after low high rtoMet differs"
	task := []string{"ref", "task", "step", "role", "title", "per", "for", "systems", "numbers", "starts", "due"}
	for _, c := range []struct {
		command string
		keys    map[string]string // path → keys, a space between
	}{
		{"plan", map[string]string{
			"":           "format kind digest strategy counts order waves blockers impaired schedule objective",
			"counts":     "total stopped damaged unknown infrastructure byTier",
			"order.0":    "position system class tier effectiveTier lane rank condition wave method needs liftedBy frees start finish crew lateBy why",
			"waves.0":    "number systems",
			"blockers.0": "system frees reason",

			"schedule":            "from end criticalChain crews unplaced",
			"schedule.crews.0":    "crew busy",
			"schedule.unplaced.0": "system reason by value",
			"objective":           "sum bound tier1Back",
		}},
		{"plan --forecast --runs 10", map[string]string{
			"":                 "format kind digest strategy counts order waves blockers impaired schedule objective forecast",
			"forecast":         "given missing runs seed tiers all observed helps",
			"forecast.tiers":   "1 2 3 4",
			"forecast.tiers.1": tierForecast,
			"forecast.all":     tierForecast,
		}},
		{"plan --forecast --runs 10 --issue", map[string]string{"forecast.issued": "seq writer known"}},
		{"plan --compare", map[string]string{
			"":             "format kind from strategies best",
			"strategies.0": "strategy sum bound tier1Back tierBack end late unplaced",
			"best":         "sum tier1Back end",
		}},
		{"plan --what-if system.petitions.condition=damaged --what-if need.petitions.login=none", map[string]string{
			"":                      "format kind changes digest scheduled tier1Back end sum sooner later tier1Sooner tier1Later gained lost entered left moves order",
			"tier1Back":             "before after",
			"order":                 "before after same new gone moves displaced unmoved times",
			"order.before":          "digest strategy systems",
			"order.moves.0":         "system from to reason by facts",
			"order.moves.0.facts.0": "code from to",
			"order.times":           "compared gained lost shifts",
		}},
		{"why petitions", map[string]string{
			"":      "format kind position system class tier effectiveTier lane rank condition wave method needs liftedBy frees start finish crew lateBy why",
			"why.0": "code value text",
		}},
		{"next", map[string]string{
			"":          "format kind tasks waiting advice",
			"tasks.0":   strings.Join(task, " "),
			"waiting.0": "ref on",
		}},
		{"round show hall-1", map[string]string{
			"":         "format kind round task method on room crew issued systems numbers states irregular",
			"states.0": "system state",
		}},
		{"log show", map[string]string{
			"":         "format kind events",
			"events.0": "writer seq clock written happened by type body irregular sum",
		}},
		{"log verify", map[string]string{"chains.0": "writer events head"}},
		{"log repair", map[string]string{"": "format kind mended"}},
		{"note x", map[string]string{"": "format kind seq writer known ref irregular"}},
		{"system show petitions", map[string]string{
			"state": "condition suspected phase back partial limits runs data relapses holds method",
		}},
		{"validate", map[string]string{"": "format kind counts findings ignored"}},
		{"playbook list", map[string]string{"": "format kind playbooks"}},
	} {
		out := d.run(append(strings.Fields(c.command), "-o", "json")...)
		for path, want := range c.keys {
			if got := strings.Join(keysAt(t, out, path), " "); got != want {
				t.Errorf("%s %s: keys %s\nwant %s", c.command, path, got, want)
			}
		}
	}
}

// Of what people may add to later, only the promised keys are pinned.
func TestJSONHasThePromisedKeys(t *testing.T) {
	t.Parallel()
	d := driver{t: t, dir: hall(t)}
	for _, c := range []struct{ command, path, keys string }{
		{"status", "", "format kind incident drill counts startable held steps blockers decisions"},
		{"status", "counts", "total down back partial elsewhere restored verified stable relapsed byTier"},
		{"status", "counts.byTier.1", "total down back partial elsewhere restored verified stable relapsed"},
		{"status", "steps.0", "step state done total"},
		{"status", "blockers.0", "system frees reason"},
		{"status", "decisions.0", "ref title role since"},
		{"validate", "counts", "error warning"},
		{"inventory list", "", "format kind systems"},
		{"inventory show petitions", "", "format kind number id name class tier dr agency site room public lifeSafety needs soft recovery"},
		{"report situation", "", "format kind number draft incident title drill at counts decisions code"},
		{"log verify", "", "format kind ok chains"},
		{"playbook show", "", "format kind"},
	} {
		have := keysAt(t, d.run(append(strings.Fields(c.command), "-o", "json")...), c.path)
		for want := range strings.FieldsSeq(c.keys) {
			if !slices.Contains(have, want) {
				t.Errorf("%s %s: no key %s in %v", c.command, c.path, want, have)
			}
		}
	}
}
