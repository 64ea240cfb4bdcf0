package view

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/term"
)

// lateness is from when on a record counts as written late.
const lateness = 5 * time.Minute

// LogJSON writes records for scripts.
func LogJSON(w io.Writer, records []journal.Record) error {
	type event struct {
		Writer    string            `json:"writer"`
		Seq       uint64            `json:"seq"`
		Clock     journal.Clock     `json:"clock"`
		Written   time.Time         `json:"written"`
		Happened  time.Time         `json:"happened"`
		By        string            `json:"by"`
		Role      string            `json:"role,omitempty"`
		From      string            `json:"from,omitempty"`
		Saw       map[string]string `json:"saw,omitempty"`
		Type      string            `json:"type"`
		Body      json.RawMessage   `json:"body"`
		Irregular []string          `json:"irregular"`
		Override  string            `json:"override,omitempty"`
		Corrects  string            `json:"corrects,omitempty"`
		Sum       string            `json:"sum"`
	}
	out := struct {
		head
		Events []event `json:"events"`
	}{newHead("Log"), make([]event, 0, len(records))}
	for i := range records {
		r := &records[i]
		body := r.Body
		if len(body) == 0 {
			body = json.RawMessage("{}")
		}
		out.Events = append(out.Events, event{
			r.Writer, r.Seq, r.Clock, r.Written, r.Happened, r.By, r.Role, r.From, r.Saw,
			r.Type, body, list(r.Irregular), r.Override, r.Corrects, "sha256:" + r.Sum,
		})
	}
	return writeJSON(w, out)
}

// LogText writes records for people: when it was so, who, what, and what is
// strange about it. undone names the records that were taken back. In a drill
// nothing is late: its times are not those of the day it is played on.
func LogText(w io.Writer, p Page, records []journal.Record, undone map[string]bool, drill bool) error {
	var b strings.Builder
	if drill {
		fmt.Fprintln(&b, p.kind(true))
	}
	for i := range records {
		line := p.logLine(&records[i], undone, drill)
		for n, part := range term.Wrap(line, term.Columns-2) {
			if n > 0 {
				part = "  " + part
			}
			fmt.Fprintln(&b, part)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Page) logLine(r *journal.Record, undone map[string]bool, drill bool) string {
	parts := []string{
		fmt.Sprintf("#%04d", r.Seq),
		r.Happened.Format("01-02 15:04"),
		term.Plain(r.By),
		r.Type,
	}
	if body := bodyLine(r.Body); body != "" {
		parts = append(parts, body)
	}
	if r.From != "" {
		parts = append(parts, p.Msg("log.from", term.Plain(r.From)))
	}
	if r.Override != "" {
		parts = append(parts, p.Msg("log.override", term.Plain(r.Override)))
	}
	if len(r.Irregular) > 0 {
		parts = append(parts, p.Msg("log.irregular", strings.Join(r.Irregular, ", ")))
	}
	if !drill && r.Written.Sub(r.Happened) > lateness {
		parts = append(parts, p.Msg("log.late", r.Written.In(r.Happened.Location()).Format("01-02 15:04")))
	}
	if undone[incident.Name(r)] {
		parts = append(parts, p.Msg("log.undone"))
	}
	return strings.Join(parts, " ")
}

// bodyLine is a body in one line, K=V, in the order of its bytes; unknown
// fields are shown like known ones.
func bodyLine(raw json.RawMessage) string {
	var body map[string]json.RawMessage
	if json.Unmarshal(raw, &body) != nil {
		return term.Plain(string(raw))
	}
	var keys []string
	for k := range body {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var parts []string
	for _, k := range keys {
		parts = append(parts, term.Plain(k+"="+bodyValue(body[k])))
	}
	return strings.Join(parts, " ")
}

// bodyValue shows lists short: the first few and how many there are.
func bodyValue(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var many []string
	if json.Unmarshal(raw, &many) == nil {
		const shown = 4
		if len(many) > shown {
			return strings.Join(many[:shown], ",") + ",.. (" + strconv.Itoa(len(many)) + ")"
		}
		return strings.Join(many, ",")
	}
	return string(raw)
}

// LogMarkdown writes records as a table.
func LogMarkdown(w io.Writer, p Page, records []journal.Record) error {
	t := &table{head: []string{p.Msg("column.record"), p.Msg("column.when"), p.Msg("column.who"), p.Msg("column.what")}}
	for i := range records {
		r := &records[i]
		t.add(r.Writer+" #"+strconv.FormatUint(r.Seq, 10), r.Happened.Format(rfc3339), r.By, strings.TrimSpace(r.Type+" "+bodyLine(r.Body)))
	}
	return t.markdown(w)
}

// VerificationJSON writes the proof for scripts.
func VerificationJSON(w io.Writer, v journal.Verification) error {
	v.Chains = list(v.Chains)
	return writeJSON(w, struct {
		head
		journal.Verification
	}{newHead("Verification"), v})
}

// VerificationText writes the proof for people.
func VerificationText(w io.Writer, p Page, v journal.Verification, drill bool) error {
	if _, err := fmt.Fprintln(w, p.verdict(v, drill)); err != nil {
		return err
	}
	return p.chains(v).text(w)
}

// VerificationMarkdown writes the proof as a table.
func VerificationMarkdown(w io.Writer, p Page, v journal.Verification, drill bool) error {
	if _, err := fmt.Fprintf(w, "%s\n\n", p.verdict(v, drill)); err != nil {
		return err
	}
	return p.chains(v).markdown(w)
}

func (p Page) verdict(v journal.Verification, drill bool) string {
	s := p.Msg("log.broken", v.Events, len(v.Chains))
	if v.OK {
		s = p.Msg("log.whole", v.Events, len(v.Chains), v.Code)
	}
	if drill {
		return p.kind(true) + " " + s
	}
	return s
}

func (p Page) chains(v journal.Verification) *table {
	t := &table{head: []string{p.Msg("column.writer"), p.Msg("column.events"), p.Msg("column.chain-state")}, right: []bool{false, true, false}}
	for _, c := range v.Chains {
		state := p.Msg("log.ok")
		switch {
		case c.Damage != nil:
			state = p.Msg("log.damage", c.Damage.Line, p.Msg("fault."+string(c.Damage.Reason)))
		case c.Missing != nil && c.Missing.Reason == journal.Forgotten:
			state = p.Msg("log.lost", c.Missing.Line)
		case c.Missing != nil:
			state = p.Msg("log.missing", c.Missing.Line)
		case c.Torn != nil:
			state = p.Msg("log.torn", c.Torn.Line)
		}
		t.add(c.Writer, strconv.Itoa(c.Events), state)
	}
	return t
}

// Mended is a torn tail that was cut off.
type Mended struct {
	Writer string `json:"writer"`
	Line   int    `json:"line"`
	Bytes  int64  `json:"bytes"`
	Kept   string `json:"kept"` // file with a copy of them
}

// MendedJSON writes what was mended for scripts.
func MendedJSON(w io.Writer, mended []Mended) error {
	return writeJSON(w, struct {
		head
		Mended []Mended `json:"mended"`
	}{newHead("Repair"), list(mended)})
}

// FoundJSON writes for scripts which moment of the record a code names.
func FoundJSON(w io.Writer, code string, f journal.Found) error {
	return writeJSON(w, struct {
		head
		OK   bool   `json:"ok"`
		Code string `json:"code"`
		journal.Found
	}{newHead("Verification"), true, code, f})
}
