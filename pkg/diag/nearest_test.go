package diag

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"tier", "agency", "dependsOn", "room", "id"}
	for word, want := range map[string]string{
		"teir": "tier", "Tier": "tier", "agancy": "agency", "dependson": "dependsOn", "depends_on": "dependsOn",
		"rooms": "room", "owner": "", "x": "", "": "", "completely-different": "",
	} {
		if got := Nearest(word, words); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
