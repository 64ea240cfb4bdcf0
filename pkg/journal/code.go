package journal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Head names a whole chain: "sha256:" and the SUM of its last good record,
// which nothing before it can change without changing it. A chain without
// records has the head "sha256:" and 64 zeros.
func Head(c Chain) string {
	if len(c.Records) == 0 {
		return "sha256:" + Start
	}
	return "sha256:" + c.Records[len(c.Records)-1].Sum
}

// Code is the check code of all chains as they are now, short enough for the
// phone and for paper: the first 12 hex digits, in three groups, of the
// SHA-256 of one line "WRITER SEQ SUM" for the last record of each chain that
// has records, sorted by writer, each with its LF.
func Code(chains []Chain) string {
	heads := make(map[string]*Record, len(chains))
	for i := range chains {
		if n := len(chains[i].Records); n > 0 {
			heads[chains[i].Writer] = &chains[i].Records[n-1]
		}
	}
	return newState(chains).code(heads)
}

// Found is a moment of the journal that a code names.
type Found struct {
	Writer string `json:"writer"` // the record that was the newest
	Seq    uint64 `json:"seq"`
	Events int    `json:"events"` // records that stood in the journal, or in the chain when the code is a chain's head
	Chain  bool   `json:"chain"`  // the code is of that one chain only
}

// Find says whether a code was true of this journal at some moment, which
// proves that nothing before that moment has been changed since, taken out or
// put in between. It knows
//
//   - the SUM of any record, whole or at least its first 16 digits, with or
//     without "sha256:", also as "seq:HEX": a moment of that chain;
//   - the check code ([Code]) of the journal as it is now, as it was for the
//     writer of any record right before or after writing it (saw tells), and
//     as it was after each record in the merged order.
//
// A code taken between the arrival of two foreign copies without a record of
// one's own in between is of none of these moments and is not found.
func Find(chains []Chain, code string) (Found, bool) {
	seq, digits, ok := parseCode(code)
	if !ok {
		return Found{}, false
	}
	if len(digits) == codeLen {
		return findCode(chains, digits[:4]+"-"+digits[4:8]+"-"+digits[8:])
	}
	return findSum(chains, digits, seq)
}

// IsCode says whether a text has the form of a code that Find knows.
func IsCode(code string) bool {
	_, _, ok := parseCode(code)
	return ok
}

// parseCode gives the digits of a code, codeLen of them for a check code, and
// the number that stood before a SUM, 0 for none.
func parseCode(code string) (seq uint64, digits string, ok bool) {
	code = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(code)), "sha256:")
	seq, digits, numbered := ParseRef(code)
	if !numbered {
		seq, digits = 0, strings.ReplaceAll(code, "-", "")
	}
	if strings.Trim(digits, "0123456789abcdef") != "" {
		return 0, "", false
	}
	return seq, digits, len(digits) == codeLen || len(digits) >= shortSum && len(digits) <= sumLen
}

const codeLen = 12

// findSum looks for a record by the beginning of its SUM; seq 0 is any.
func findSum(chains []Chain, sum string, seq uint64) (Found, bool) {
	for _, c := range chains {
		for i := range c.Records {
			r := &c.Records[i]
			if strings.HasPrefix(r.Sum, sum) && (seq == 0 || seq == r.Seq) {
				return Found{Writer: c.Writer, Seq: r.Seq, Events: i + 1, Chain: true}, true
			}
		}
	}
	return Found{}, false
}

// findCode goes through the moments of the journal in the merged order.
func findCode(chains []Chain, code string) (Found, bool) {
	m, s := newMerger(chains), newState(chains)
	merged := make(map[string]*Record, len(chains))
	seen := make(map[string]map[string]*Record, len(chains)) // by writer: the heads it had seen
	for m.left > 0 {
		r := m.next()
		merged[r.Writer] = r
		if s.code(merged) == code {
			return s.found(r, merged), true
		}
		if len(chains) == 1 {
			continue
		}
		own := seen[r.Writer]
		if own == nil {
			own = map[string]*Record{}
			seen[r.Writer] = own
		}
		for writer, ref := range r.Saw {
			if other := s.record(writer, ref); other != nil {
				own[writer] = other
			}
		}
		if s.code(own) == code { // before r, with what had arrived by then
			return s.found(r, own), true
		}
		own[r.Writer] = r
		if s.code(own) == code {
			return s.found(r, own), true
		}
	}
	return Found{}, false
}

// state computes codes of sets of heads.
type state struct {
	writers []string // sorted
	chains  map[string][]Record
	text    bytes.Buffer
}

func newState(chains []Chain) *state {
	s := &state{chains: make(map[string][]Record, len(chains))}
	for _, c := range chains {
		s.writers = append(s.writers, c.Writer)
		s.chains[c.Writer] = c.Records
	}
	slices.SortFunc(s.writers, cmp.Compare[string])
	return s
}

func (s *state) code(heads map[string]*Record) string {
	s.text.Reset()
	for _, writer := range s.writers {
		r := heads[writer]
		if r == nil {
			continue
		}
		s.text.WriteString(writer)
		s.text.WriteByte(' ')
		s.text.Write(strconv.AppendUint(s.text.AvailableBuffer(), r.Seq, 10))
		s.text.WriteByte(' ')
		s.text.WriteString(r.Sum)
		s.text.WriteByte('\n')
	}
	digest := sha256.Sum256(s.text.Bytes())
	digits := hex.EncodeToString(digest[:codeLen/2])
	return digits[:4] + "-" + digits[4:8] + "-" + digits[8:]
}

func (s *state) found(r *Record, heads map[string]*Record) Found {
	f := Found{Writer: r.Writer, Seq: r.Seq}
	for _, head := range heads {
		f.Events += int(head.Seq)
	}
	return f
}

// record is the one that saw names, or nil when it is not here.
func (s *state) record(writer, ref string) *Record {
	seq, sum, ok := ParseRef(ref)
	records := s.chains[writer]
	if !ok || seq == 0 || seq > uint64(len(records)) || records[seq-1].Sum[:shortSum] != sum {
		return nil
	}
	return &records[seq-1]
}
