package view

import "io"

// Recorded is what a recording command tells.
type Recorded struct {
	Seq       uint64   `json:"seq"` // number of the record in its writer's chain; 0 when nothing was recorded
	Writer    string   `json:"writer"`
	Known     bool     `json:"known"` // the same was recorded before
	Ref       string   `json:"ref"`   // what it created, for later commands; empty when nothing
	Irregular []string `json:"irregular"`
}

// RecordedJSON writes it for scripts.
func RecordedJSON(w io.Writer, r Recorded) error {
	r.Irregular = list(r.Irregular)
	return writeJSON(w, struct {
		head
		Recorded
	}{newHead("Recorded"), r})
}
