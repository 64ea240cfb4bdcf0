package journal

import (
	"cmp"
	"slices"
)

// Verification is the result of checking all chains of an incident.
type Verification struct {
	OK     bool          `json:"ok"`   // nothing is damaged, nothing is missing
	Code   string        `json:"code"` // check code of all chains as they are now
	Events int           `json:"events"`
	Chains []ChainReport `json:"chains"` // by writer

	// Objects are the files the record speaks of that are not as it says;
	// whoever has the folder fills them in.
	Objects []ObjectReport `json:"objects,omitempty"`
}

// ObjectReport is a kept file that is missing or damaged.
type ObjectReport struct {
	SHA256 string `json:"sha256"`
	State  string `json:"state"` // missing, damaged
}

// ChainReport is the result of checking one chain.
type ChainReport struct {
	Writer string `json:"writer"`
	Events int    `json:"events"`
	Head   string `json:"head"` // "sha256:" and the SUM of the last good record

	// Damage is a line that does not fit, or a record that is not the one
	// another writer saw. Nil is none.
	Damage *Fault `json:"damage,omitempty"`
	// Torn is a write that never finished. It was never acknowledged and is
	// no lack: the chain is good without it.
	Torn *Fault `json:"torn,omitempty"`
	// Missing says that another writer saw more records of this chain than
	// are here, or that this machine acknowledged more (the reason tells, and
	// the place is then the line only): its end was cut off, or the newer
	// copy has not come yet.
	Missing *Fault `json:"missing,omitempty"`
}

// Verify checks chains that were read against each other. A chain that others
// saw and that is not here at all is reported with no events.
func Verify(chains []Chain) Verification {
	v := Verification{OK: true, Code: Code(chains), Chains: []ChainReport{}}
	seen := sightings(chains)
	for _, c := range chains {
		v.Events += len(c.Records)
		v.Chains = append(v.Chains, report(c, seen[c.Writer]))
		delete(seen, c.Writer)
	}
	for writer, refs := range seen {
		v.Chains = append(v.Chains, report(Chain{Writer: writer}, refs))
	}
	for i := range v.Chains {
		v.OK = v.OK && v.Chains[i].Damage == nil && v.Chains[i].Missing == nil
	}
	slices.SortFunc(v.Chains, func(a, b ChainReport) int { return cmp.Compare(a.Writer, b.Writer) })
	return v
}

// Lack notes that a chain does not hold a record that is known, from outside
// the chains, to have been acknowledged: number seq.
func (v *Verification) Lack(writer string, seq uint64) {
	v.OK = false
	i, found := slices.BinarySearchFunc(v.Chains, writer, func(r ChainReport, w string) int { return cmp.Compare(r.Writer, w) })
	if !found {
		v.Chains = slices.Insert(v.Chains, i, report(Chain{Writer: writer}, nil))
	}
	if r := &v.Chains[i]; r.Damage == nil {
		r.Missing = &Fault{Writer: writer, Reason: Forgotten, Line: int(seq)}
	}
}

// sightings gathers what all records say they saw, by writer and number.
func sightings(chains []Chain) map[string]map[uint64]string {
	seen := map[string]map[uint64]string{}
	for _, c := range chains {
		for i := range c.Records {
			for writer, ref := range c.Records[i].Saw {
				seq, sum, ok := ParseRef(ref)
				if !ok || seq == 0 {
					continue
				}
				if seen[writer] == nil {
					seen[writer] = map[uint64]string{}
				}
				seen[writer][seq] = sum
			}
		}
	}
	return seen
}

func report(c Chain, seen map[uint64]string) ChainReport {
	n := len(c.Records)
	r := ChainReport{Writer: c.Writer, Events: n, Head: Head(c)}
	if c.Fault != nil && c.Fault.Torn() {
		r.Torn = c.Fault
	} else {
		r.Damage = c.Fault
	}
	most, wrong := uint64(n), uint64(n)+1
	for seq, sum := range seen {
		switch {
		case seq > most:
			most = seq
		case seq < wrong && c.Records[seq-1].Sum[:shortSum] != sum:
			wrong = seq
		}
	}
	if wrong <= uint64(n) {
		r.Damage = &Fault{Writer: c.Writer, Reason: Rewritten, Line: int(wrong), Offset: offset(c, wrong)}
	}
	if most > uint64(n) && r.Damage == nil {
		r.Missing = &Fault{Writer: c.Writer, Reason: LostInFolder, Line: n + 1, Offset: offset(c, uint64(n)+1)}
	}
	return r
}

// offset is where the line of a record begins.
func offset(c Chain, seq uint64) int64 {
	var at int64
	for _, r := range c.Records[:seq-1] {
		at += int64(sumLen + 1 + len(r.Sig) + 1 + len(r.Raw) + 1)
	}
	return at
}
